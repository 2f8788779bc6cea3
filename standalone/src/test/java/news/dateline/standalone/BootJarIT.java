package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.kafka.common.security.oauthbearer.internals.unsecured.OAuthBearerUnsecuredJws;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path of the executable jars, which the images have too. */
class BootJarIT {
  @TempDir Path libraries;

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "producer", "feed-api"})
  void theLibrariesOfAServiceReadATokenOfOauthbearer(String service) throws Exception {
    String token = part("{\"alg\":\"none\"}") + "." + part("{\"sub\":\"desk\",\"exp\":1}") + ".";
    try (URLClassLoader loader =
        new URLClassLoader(libraries(service), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = loader.loadClass(OAuthBearerUnsecuredJws.class.getName());

      Object read =
          type.getConstructor(String.class, String.class, String.class)
              .newInstance(token, "sub", "scope");

      assertThat(type.getMethod("principalName").invoke(read)).isEqualTo("desk");
    }
  }

  private static String part(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private URL[] libraries(String service) throws IOException {
    List<URL> urls = new ArrayList<>();
    try (JarFile jar = new JarFile(Installation.bootJar(service).toFile())) {
      List<JarEntry> entries =
          jar.stream().filter(entry -> entry.getName().matches("BOOT-INF/lib/.*\\.jar")).toList();
      for (JarEntry entry : entries) {
        Path library = libraries.resolve(Path.of(entry.getName()).getFileName());
        try (InputStream content = jar.getInputStream(entry)) {
          Files.copy(content, library);
        }
        urls.add(library.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
