package news.dateline.support.kafka;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.authenticator.LoginManager;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;
import org.apache.kafka.common.security.oauthbearer.internals.OAuthBearerRefreshingLogin;
import org.apache.kafka.common.security.ssl.SslFactory;
import org.jspecify.annotations.Nullable;

/** Says in one line which right on Kafka a service lacks: principal, operation and resource. */
public final class MissingRight {
  private MissingRight() {}

  /** A refusal that names the operation and the resource, which Kafka's own exception may not. */
  static final class Refusal extends AuthorizationException {
    private static final long serialVersionUID = 1;

    Refusal(AclOperation operation, ResourceType type, String name) {
      super(spelled(operation) + " on " + spelled(type) + " " + name);
    }
  }

  /** Returns an operation or a type of resources as Kafka's commands spell it. */
  public static String spelled(Enum<?> constant) {
    return Arrays.stream(constant.name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /**
   * Returns the line if Kafka has refused an operation, otherwise null.
   *
   * @param attempted the operation, where the failure does not say it
   * @param topic the topic on Kafka that the operation concerns, where the failure names none
   */
  public static @Nullable String in(
      Throwable failure, KafkaSettings kafka, AclOperation attempted, String topic) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof AuthorizationException refused) {
        return principal(kafka)
            + " lacks "
            + named(refused, attempted, topic, kafka).getMessage()
            + " on Kafka (./dateline topics --print --acls prints the rights of each service)";
      }
    }
    return null;
  }

  /**
   * Returns the line for a failure of Kafka Streams or of a request that names what was refused,
   * otherwise null. Kafka Streams tells by its messages what it has written or created; all else
   * that it asks for needs {@code Read}, or an operation that Kafka grants with it.
   */
  public static @Nullable String inStreams(Throwable failure, KafkaSettings kafka) {
    AclOperation attempted = AclOperation.READ;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("sending record") || message.contains("number of partitions")) {
        attempted = AclOperation.WRITE;
      } else if (message.contains("create topic") || message.contains("topic creation")) {
        attempted = AclOperation.CREATE;
      }
    }
    return in(failure, kafka, attempted, ofStreams(kafka));
  }

  private static AuthorizationException named(
      AuthorizationException refused, AclOperation attempted, String topic, KafkaSettings kafka) {
    if (refused instanceof Refusal) {
      return refused;
    }
    if (refused instanceof TopicAuthorizationException topics) {
      Set<String> names = new TreeSet<>(topics.unauthorizedTopics());
      return new Refusal(
          attempted, ResourceType.TOPIC, names.isEmpty() ? topic : String.join(", ", names));
    }
    if (refused instanceof GroupAuthorizationException group) {
      return new Refusal(
          AclOperation.READ,
          ResourceType.GROUP,
          Objects.requireNonNullElse(group.groupId(), ofStreams(kafka)));
    }
    if (refused instanceof TransactionalIdAuthorizationException) {
      return new Refusal(AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, ofStreams(kafka));
    }
    // Kafka refuses an idempotent producer as a whole if there is no topic that it may write to
    return attempted == AclOperation.WRITE
        ? new Refusal(attempted, ResourceType.TOPIC, topic)
        : new Refusal(attempted, ResourceType.CLUSTER, ServiceRights.CLUSTER);
  }

  /** The topics, groups and transactions of Kafka Streams, whose failures may name none. */
  private static String ofStreams(KafkaSettings kafka) {
    return kafka.names().of(ServiceRights.STREAMS) + "*";
  }

  /**
   * Kafka does not tell a client its principal. That of PLAIN and SCRAM is the user of the
   * settings, that of OAUTHBEARER the subject of the token, and that of a certificate its subject,
   * unless the brokers map them.
   */
  private static String principal(KafkaSettings kafka) {
    Map<String, Object> admin = kafka.admin();
    Optional<String> user =
        Stream.of(admin, kafka.streams(), kafka.consumer(), kafka.producer())
            .flatMap(client -> user(client).stream())
            .findFirst();
    if (user.isPresent()) {
      return "User:" + user.get();
    }
    if (OAuthBearerLoginModule.OAUTHBEARER_MECHANISM.equals(admin.get("sasl.mechanism"))) {
      return subjectOfToken(admin)
          .map(subject -> "User:" + subject)
          .orElse("The principal of this service's token");
    }
    return "SSL".equals(admin.get("security.protocol"))
        ? subjectOfCertificate(admin)
            .map(subject -> "User:" + subject)
            .orElse("The principal of this service's certificate")
        : "The principal of this service";
  }

  /** Returns the user of PLAIN or SCRAM, or empty if the settings have none. */
  private static Optional<String> user(Map<String, Object> settings) {
    if (!settings.containsKey(SaslConfigs.SASL_JAAS_CONFIG)) {
      return Optional.empty();
    }
    try {
      return JaasContext.loadClientContext(parsed(settings)).configurationEntries().stream()
          .map(login -> login.getOptions().get("username"))
          .filter(Objects::nonNull)
          .map(String::valueOf)
          .findFirst();
    } catch (KafkaException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The clients of a process share a login, so this asks for no further token while one is open.
   */
  private static Optional<String> subjectOfToken(Map<String, Object> settings) {
    LoginManager login = null;
    try {
      Map<String, Object> all = parsed(settings);
      login =
          LoginManager.acquireLoginManager(
              JaasContext.loadClientContext(all),
              OAuthBearerLoginModule.OAUTHBEARER_MECHANISM,
              OAuthBearerRefreshingLogin.class,
              all);
      return login.subject().getPrivateCredentials(OAuthBearerToken.class).stream()
          .map(OAuthBearerToken::principalName)
          .findAny();
    } catch (KafkaException | LoginException | IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      if (login != null) {
        login.release();
      }
    }
  }

  /**
   * Returns the subject of the certificate, or empty if the settings have none that is readable.
   */
  private static Optional<String> subjectOfCertificate(Map<String, Object> settings) {
    try (SslFactory ssl = new SslFactory(ConnectionMode.CLIENT)) {
      ssl.configure(parsed(settings));
      KeyStore keys = ssl.sslEngineFactory().keystore();
      if (keys == null) {
        return Optional.empty();
      }
      for (String alias : Collections.list(keys.aliases())) {
        if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate own) {
          return Optional.of(own.getSubjectX500Principal().getName());
        }
      }
      return Optional.empty();
    } catch (KafkaException | KeyStoreException e) {
      return Optional.empty();
    }
  }

  /** Returns the settings as the client of an administrator has them. */
  private static Map<String, Object> parsed(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.putAll(new AdminClientConfig(settings).values());
    return all;
  }
}
