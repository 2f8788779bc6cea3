package news.dateline.testsupport.secure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Key stores in a directory, with certificates for this host that they have signed themselves. */
public record KeyStores(Path directory) {
  /** The password of every key store. */
  public static final String PASSWORD = "of-the-stores";

  /** Creates a key store for each name, and {@code trust}, by which they know each other. */
  public static KeyStores create(Path directory, String... names) {
    KeyStores stores = new KeyStores(directory);
    List.of(names).forEach(stores::add);
    return stores;
  }

  private void add(String name) {
    String certificate = directory.resolve(name + ".pem").toString();
    String store = store(name).toString();
    String trust = store("trust").toString();
    keytool(
        "-genkeypair -keyalg EC -groupname secp256r1 -validity 2 -ext san=ip:127.0.0.1",
        name,
        "-dname",
        "CN=" + name,
        "-keystore",
        store);
    keytool("-exportcert -rfc", name, "-file", certificate, "-keystore", store);
    keytool("-importcert -noprompt", name, "-file", certificate, "-keystore", trust);
  }

  /** Replaces the key of a name, which is not trusted any more, by another one. */
  void renew(String name) {
    keytool("-delete", name, "-keystore", store(name).toString());
    keytool("-delete", name, "-keystore", store("trust").toString());
    add(name);
  }

  /** The file of the key store of a name. */
  public Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  private static void keytool(String action, String alias, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(action.split(" ")));
    command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of(options));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
