package news.dateline.feedapi.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import news.dateline.feedapi.sse.ByteSlice;
import org.springframework.core.io.Resource;
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

  /** A file and the digest of its content. */
  public record Asset(ByteSlice content, String digest, MediaType type) {}

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

  private void add(String name, byte[] content) {
    MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
    byName.put(name, new Asset(ByteSlice.of(content), ClasspathDigest.of(content), type));
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
