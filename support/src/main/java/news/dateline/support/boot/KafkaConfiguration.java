package news.dateline.support.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.KafkaSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Creates {@link KafkaSettings} from {@code spring.kafka.*} and, if there is such a bean, from
 * Boot's {@link KafkaConnectionDetails}. Boot's own Kafka beans are not created.
 */
@Configuration(proxyBeanMethods = false)
@Import(KafkaNamesConfiguration.class)
@EnableConfigurationProperties(KafkaProperties.class)
public class KafkaConfiguration {
  private static final String PREFIX = "spring.kafka.";

  private static final List<String> ITSELF = List.of("");

  /** Kafka Streams gives its clients only what Kafka knows, or what has their prefix. */
  private static final List<String> CLIENTS_OF_STREAMS =
      List.of("consumer.", "producer.", "admin.");

  @Bean
  KafkaSettings kafkaSettings(
      KafkaNames names,
      KafkaProperties kafka,
      Environment environment,
      ObjectProvider<KafkaConnectionDetails> details,
      ObjectProvider<SslBundles> bundles) {
    Connection connection = connection(kafka, environment, details.getIfAvailable(), bundles);
    return new KafkaSettings(
        connection.with(
            kafka.buildAdminProperties(),
            kafka.getAdmin().getSsl(),
            KafkaConnectionDetails::getAdmin,
            ITSELF),
        connection.with(
            kafka.buildConsumerProperties(),
            kafka.getConsumer().getSsl(),
            KafkaConnectionDetails::getConsumer,
            ITSELF),
        connection.with(
            kafka.buildProducerProperties(),
            kafka.getProducer().getSsl(),
            KafkaConnectionDetails::getProducer,
            ITSELF),
        connection.with(
            kafka.buildStreamsProperties(),
            kafka.getStreams().getSsl(),
            KafkaConnectionDetails::getStreams,
            CLIENTS_OF_STREAMS),
        names);
  }

  private static Connection connection(
      KafkaProperties kafka,
      Environment environment,
      @Nullable KafkaConnectionDetails details,
      ObjectProvider<SslBundles> bundles) {
    refuseJaas(kafka.getJaas());
    refuseChosen(kafka);
    refuseOtherValues(kafka, environment);
    return new Connection(kafka, details, bundles);
  }

  /** Of these keys Boot makes a login of the whole JVM, in a bean that is not created here. */
  private static void refuseJaas(KafkaProperties.Jaas jaas) {
    if (jaas.isEnabled() || !jaas.getOptions().isEmpty()) {
      throw new InvalidConfigurationPropertyValueException(
          "spring.kafka.jaas",
          jaas.getLoginModule(),
          "Set spring.kafka.properties.sasl.jaas.config instead.");
    }
  }

  /**
   * Only Kafka Streams writes in transactions: Kafka would refuse every write of the others. The
   * records of a key stand in the partition that all services compute.
   */
  private static void refuseChosen(KafkaProperties kafka) {
    KafkaProperties.Producer producer = kafka.getProducer();
    refuseAny("producer.transaction-id-prefix", producer.getTransactionIdPrefix());
    for (String name : List.of("transactional.id", "partitioner.class")) {
      refuseAny("producer.properties." + name, producer.getProperties().get(name));
      refuseAny("properties." + name, kafka.getProperties().get(name));
    }
  }

  private static void refuseAny(String key, @Nullable String value) {
    if (value != null) {
      throw new InvalidConfigurationPropertyValueException(
          PREFIX + key, value, "Remove it: Dateline chooses transactions and partitions.");
    }
  }

  private static void refuseOtherValues(KafkaProperties kafka, Environment environment) {
    Map<String, Map<String, String>> properties =
        Map.of(
            "consumer", kafka.getConsumer().getProperties(),
            "producer", kafka.getProducer().getProperties(),
            "streams", kafka.getStreams().getProperties());
    KafkaSettings.fixed()
        .forEach(
            (client, settings) ->
                settings.forEach(
                    (name, fixed) -> {
                      String own = PREFIX + client + "." + name.replace('.', '-');
                      refuse(own, environment.getProperty(own), fixed);
                      refuse(
                          PREFIX + client + ".properties." + name,
                          properties.getOrDefault(client, Map.of()).get(name),
                          fixed);
                      refuse(PREFIX + "properties." + name, kafka.getProperties().get(name), fixed);
                    }));
  }

  private static void refuse(String key, @Nullable String value, Object fixed) {
    if (value != null && !value.toLowerCase(Locale.ROOT).replace('-', '_').equals(lower(fixed))) {
      throw new InvalidConfigurationPropertyValueException(
          key, value, "Dateline needs " + fixed + " here.");
    }
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /** How clients reach Kafka: bean of connection details first, then SSL bundles by their names. */
  private record Connection(
      KafkaProperties kafka,
      @Nullable KafkaConnectionDetails details,
      ObjectProvider<SslBundles> bundles) {

    Map<String, Object> with(
        Map<String, Object> settings,
        KafkaProperties.Ssl ssl,
        Function<KafkaConnectionDetails, KafkaConnectionDetails.Configuration> client,
        List<String> prefixes) {
      Map<String, Object> all = new HashMap<>(settings);
      SslBundle bundle = bundle(ssl);
      if (details != null) {
        KafkaConnectionDetails.Configuration connection = client.apply(details);
        all.put("bootstrap.servers", connection.getBootstrapServers());
        if (connection.getSecurityProtocol() != null) {
          all.put("security.protocol", connection.getSecurityProtocol());
        }
        bundle = connection.getSslBundle();
      }
      if (bundle != null) {
        all.put("ssl.engine.factory.class", SslBundleSslEngineFactory.class.getName());
        for (String prefix : prefixes) {
          all.put(prefix + SslBundle.class.getName(), bundle);
        }
      }
      return all;
    }

    private @Nullable SslBundle bundle(KafkaProperties.Ssl ssl) {
      String name = ssl.getBundle() != null ? ssl.getBundle() : kafka.getSsl().getBundle();
      return name == null || name.isEmpty() ? null : CurrentSslBundle.of(bundles.getObject(), name);
    }
  }
}
