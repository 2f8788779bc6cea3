package news.dateline.support.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/**
 * Reads the password of SASL PLAIN or SCRAM from a file whenever a connection is made, so that a
 * new password needs no restart. The options {@code username} and {@code passwordFile} of {@code
 * sasl.jaas.config} name both. To be set as {@code sasl.client.callback.handler.class}.
 */
public final class PasswordFileCallbackHandler implements AuthenticateCallbackHandler {
  private Map<String, ?> options = Map.of();

  @Override
  public void configure(
      Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> entries) {
    options = entries.get(0).getOptions();
    option("username");
    option("passwordFile");
  }

  private String option(String name) {
    if (options.get(name) instanceof String value) {
      return value;
    }
    throw new IllegalArgumentException("sasl.jaas.config has no " + name);
  }

  @Override
  public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
    for (Callback callback : callbacks) {
      if (callback instanceof NameCallback name) {
        name.setName(option("username"));
      } else if (callback instanceof PasswordCallback password) {
        String text = Files.readString(Path.of(option("passwordFile")), UTF_8).strip();
        password.setPassword(text.toCharArray());
      } else {
        throw new UnsupportedCallbackException(callback);
      }
    }
  }

  @Override
  public void close() {}
}
