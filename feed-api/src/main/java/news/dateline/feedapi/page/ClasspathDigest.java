package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Digests of files of the class path: the same on every machine that runs the same build. */
public final class ClasspathDigest {
  private ClasspathDigest() {}

  /** Returns a digest of the names and contents of all files that match a pattern. */
  public static String of(String... patterns) {
    List<String> digests = new ArrayList<>();
    try {
      for (Resource file : files(patterns)) {
        digests.add(file.getFilename() + " " + of(file.getContentAsByteArray()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    digests.sort(null);
    return of(String.join("\n", digests).getBytes(UTF_8));
  }

  static List<Resource> files(String... patterns) throws IOException {
    List<Resource> files = new ArrayList<>();
    for (String pattern : patterns) {
      files.addAll(List.of(new PathMatchingResourcePatternResolver().getResources(pattern)));
    }
    return files;
  }

  static String of(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
