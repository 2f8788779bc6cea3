package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import news.dateline.feedapi.sse.ByteSlice;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * The static files of feed-api and of the module {@code pages}, held in memory, plain and
 * compressed. Their URLs carry the build, a digest of all of them, as path prefix: {@code
 * /assets/<build>/live.js}. Modules that import each other by relative paths thus always come from
 * the same build, and a browser may keep a file for as long as it likes. Scripts and styles are
 * served without comments and indentation. Immutable, thread-safe.
 */
public final class Assets {
  static final String[] STATIC_FILES = {
    "classpath*:feed-api/static/*.*", "classpath*:pages/static/*.*"
  };

  // no string of a script contains the beginning of a JSDoc comment
  private static final Pattern SCRIPT_COMMENT = Pattern.compile("/\\*\\*(?s:.*?)\\*/ ?");
  private static final Pattern STYLE_COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/");

  /** Indentation and a comment up to the end of the line, with the lines that are empty then. */
  private static final Pattern LINE_START =
      Pattern.compile("(?m)^(?:[ \\t]*+(?://.*+)?+\\R)*+[ \\t]*+");

  private final Map<String, Asset> byName = new HashMap<>();
  private final String build;

  /** A file, plain and compressed, and the digest of its content. */
  public record Asset(ByteSlice content, ByteSlice gzip, String digest, MediaType type) {}

  Assets() {
    try {
      for (Resource file : ClasspathDigest.files(STATIC_FILES)) {
        add(Objects.requireNonNull(file.getFilename()), file.getContentAsByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    build = ClasspathDigest.of(STATIC_FILES);
  }

  private void add(String name, byte[] file) throws IOException {
    MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
    byte[] content = stripped(name, file);
    byte[] gzip = gzip(content);
    byName.put(
        name,
        new Asset(ByteSlice.of(content), ByteSlice.of(gzip), ClasspathDigest.of(content), type));
  }

  private static byte[] stripped(String name, byte[] file) {
    if (name.endsWith(".js")) {
      return stripped(SCRIPT_COMMENT, file);
    }
    return name.endsWith(".css") ? stripped(STYLE_COMMENT, file) : file;
  }

  private static byte[] stripped(Pattern comment, byte[] file) {
    String uncommented = comment.matcher(new String(file, UTF_8)).replaceAll("");
    return LINE_START.matcher(uncommented).replaceAll("").getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length);
    try (GZIPOutputStream gzip = new BestGzip(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /** Compresses as well as gzip can, because it happens once. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  public Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns true if the files of the build are the present ones, so that caches may keep them. */
  public boolean isCurrent(String build) {
    return this.build.equals(build);
  }

  /**
   * Returns the URL path of a file of the present build; an unknown name is a programming error.
   */
  public String url(String name) {
    if (!byName.containsKey(name)) {
      throw new IllegalArgumentException("There is no static file " + name);
    }
    return "/assets/" + build + "/" + name;
  }
}
