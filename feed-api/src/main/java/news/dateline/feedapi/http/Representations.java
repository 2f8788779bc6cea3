package news.dateline.feedapi.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Supplier;
import news.dateline.events.Json;
import news.dateline.feedapi.page.ClasspathDigest;
import org.springframework.http.MediaType;
import org.thymeleaf.Thymeleaf;

/**
 * Makes the answers of one build. The build is part of each validator, because another build may
 * encode the same state of a feed in other bytes. Thread-safe.
 */
public final class Representations {
  private static final String[] OWN_FILES = {
    "classpath*:news/dateline/events/**/*.class",
    "classpath*:news/dateline/feedapi/**/*.class",
    "classpath*:news/dateline/pages/**/*.class",
    "classpath*:feed-api/**/*.*",
    "classpath*:pages/**/*.*"
  };

  private final String build;

  /**
   * @param build differs between builds whose answers may differ
   */
  Representations(String build) {
    this.build = build;
  }

  /** Returns the representations of the running build. */
  static Representations ofThisBuild() {
    return new Representations(
        ClasspathDigest.of(OWN_FILES)
            + " "
            + Json.mapper().version()
            + " "
            + Thymeleaf.getVersion());
  }

  /**
   * Returns an answer in JSON.
   *
   * @param version identifies what the body is made from
   * @param body returns heap memory that need not be released
   */
  public Representation json(String version, CachePolicy cachePolicy, Supplier<ByteBuf> body) {
    return of(MediaType.APPLICATION_JSON, version, cachePolicy, body);
  }

  /** Returns an answer in HTML, with a version as in {@link #json}. */
  public Representation page(String version, CachePolicy cachePolicy, Supplier<byte[]> body) {
    return of(Responses.HTML, version, cachePolicy, () -> Unpooled.wrappedBuffer(body.get()));
  }

  /** Returns an answer of any type, with a version as in {@link #json}. */
  public Representation of(
      MediaType type, String version, CachePolicy cachePolicy, Supplier<ByteBuf> body) {
    return new Representation(type, build + "\n" + version, cachePolicy, body);
  }
}
