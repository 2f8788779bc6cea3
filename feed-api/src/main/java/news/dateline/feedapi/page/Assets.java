package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import news.dateline.feedapi.sse.ByteSlice;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * The static files under {@code feed-api/static/}, held in memory. Their URLs carry the build, a
 * digest of all of them, as path prefix: {@code /assets/<build>/live.js}. Modules that import each
 * other by relative paths thus always come from the same build, and a browser may keep a file for
 * as long as it likes. Immutable, thread-safe.
 */
public final class Assets {
  private static final String STATIC_FILES = "classpath*:feed-api/static/*.*";

  private final Map<String, Asset> byName = new HashMap<>();
  private final String build;
  private final String pageVersion;

  /** A file and the digest of its content. */
  public record Asset(ByteSlice content, String digest, MediaType type) {}

  Assets() {
    try {
      for (Resource file : resources(STATIC_FILES)) {
        add(Objects.requireNonNull(file.getFilename()), file.getContentAsByteArray());
      }
      build = digestOfAll(STATIC_FILES);
      pageVersion =
          digestOfAll("classpath*:feed-api/**/*.*", "classpath*:news/dateline/feedapi/page/*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, byte[] content) {
    MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
    byName.put(name, new Asset(ByteSlice.of(content), digest(content), type));
  }

  private static String digestOfAll(String... patterns) throws IOException {
    StringBuilder digests = new StringBuilder();
    for (String pattern : patterns) {
      for (Resource file : resources(pattern)) {
        digests.append(file.getFilename()).append(digest(file.getContentAsByteArray()));
      }
    }
    return digest(digests.toString().getBytes(UTF_8));
  }

  /** Returns the matching files in the order of their names, which is the same on every machine. */
  private static Resource[] resources(String pattern) throws IOException {
    Resource[] files = new PathMatchingResourcePatternResolver().getResources(pattern);
    Arrays.sort(files, Comparator.comparing(file -> String.valueOf(file.getFilename())));
    return files;
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
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

  /** Returns a digest of everything that shapes a page apart from the feed's content. */
  String pageVersion() {
    return pageVersion;
  }
}
