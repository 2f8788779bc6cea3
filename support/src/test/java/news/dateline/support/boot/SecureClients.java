package news.dateline.support.boot;

import java.util.ArrayList;
import java.util.List;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.secure.SecureBroker;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Clients of a broker with TLS and SASL, with the settings that every process has. */
record SecureClients(SecureBroker broker) {
  static final String MODULE = "org.apache.kafka.common.security.";
  private static final String BUNDLE = "--spring.ssl.bundle.jks.kafka.";
  private static final String PROPERTY = "--spring.kafka.properties.";

  /** Arguments for a listener with SASL. */
  List<String> sasl(String mechanism, String jaas, String... properties) {
    List<String> arguments = trusting(broker.store("trust").toString());
    arguments.add("--spring.kafka.bootstrap-servers=" + broker.saslAddress());
    arguments.add("--spring.kafka.security.protocol=SASL_SSL");
    arguments.add(PROPERTY + "sasl.mechanism=" + mechanism);
    arguments.add(PROPERTY + "sasl.jaas.config=" + MODULE + jaas + ";");
    List.of(properties).forEach(property -> arguments.add(PROPERTY + property));
    return arguments;
  }

  /** Arguments for the listener that wants certificates, with these key stores. */
  List<String> tls(String keys, String trust) {
    List<String> arguments = trusting(trust);
    arguments.add(BUNDLE + "keystore.location=file:" + keys);
    arguments.add(BUNDLE + "keystore.password=" + SecureBroker.STORE_PASSWORD);
    arguments.add("--spring.kafka.bootstrap-servers=" + broker.tlsAddress());
    arguments.add("--spring.kafka.security.protocol=SSL");
    return arguments;
  }

  private static List<String> trusting(String store) {
    return new ArrayList<>(
        List.of(
            "--spring.kafka.ssl.bundle=kafka",
            BUNDLE + "reload-on-update=true",
            "--spring.ssl.bundle.watch.file.quiet-period=100ms",
            BUNDLE + "truststore.location=file:" + store,
            BUNDLE + "truststore.password=" + SecureBroker.STORE_PASSWORD));
  }

  static KafkaSettings settings(List<String> arguments) {
    try (ConfigurableApplicationContext context = run(arguments)) {
      return context.getBean(KafkaSettings.class);
    }
  }

  static ConfigurableApplicationContext run(List<String> arguments) {
    SpringApplication application = ServiceApplication.of(KafkaConfiguration.class, "none");
    application.addPrimarySources(List.of(SslAutoConfiguration.class));
    application.setWebApplicationType(WebApplicationType.NONE);
    return application.run(arguments.toArray(String[]::new));
  }

  static String cluster(Admin admin) throws Exception {
    return admin.describeCluster().clusterId().get();
  }
}
