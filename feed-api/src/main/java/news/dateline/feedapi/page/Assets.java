package news.dateline.feedapi.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import news.dateline.feedapi.index.ByteSlice;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * The files under {@code feed-api/static/}, held in memory. Their URLs name their content, so what
 * a browser has of one stays right for ever.
 */
public final class Assets {
  private final Map<String, Asset> byName = new HashMap<>();
  private final Map<String, String> urls = new TreeMap<>();
  private final String build;

  /** A file and the digest of its content. */
  public record Asset(ByteSlice content, String digest, MediaType type) {}

  public Assets() {
    try {
      for (Resource file : resources("classpath*:feed-api/static/*.*")) {
        add(Objects.requireNonNull(file.getFilename()), file.getContentAsByteArray());
      }
      build = digestOfAll("classpath*:feed-api/**/*.*", "classpath*:news/dateline/feedapi/page/*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String name, byte[] content) {
    String digest = digest(content);
    MediaType type = MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
    byName.put(name, new Asset(ByteSlice.of(content), digest, type));
    urls.put(name, "/assets/" + name + "?v=" + digest);
  }

  private static String digestOfAll(String... patterns) throws IOException {
    StringBuilder digests = new StringBuilder();
    for (String pattern : patterns) {
      for (Resource file : resources(pattern)) {
        digests.append(file.getFilename()).append(digest(file.getContentAsByteArray()));
      }
    }
    return digest(digests.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** In an order that does not depend on the machine. */
  private static Resource[] resources(String pattern) throws IOException {
    Resource[] found = new PathMatchingResourcePatternResolver().getResources(pattern);
    Arrays.sort(found, java.util.Comparator.comparing(file -> String.valueOf(file.getFilename())));
    return found;
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

  /** Each file's URL by its name. */
  public Map<String, String> urls() {
    return urls;
  }

  /** A digest of all that makes a page look as it does, apart from the news. */
  String build() {
    return build;
  }
}
