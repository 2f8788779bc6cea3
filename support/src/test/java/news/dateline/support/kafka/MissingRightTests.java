package news.dateline.support.kafka;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import news.dateline.events.Topic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.junit.jupiter.api.Test;

class MissingRightTests {
  private static final KafkaSettings KAFKA = settings(Map.of());

  @Test
  void theLineNamesThePrincipalTheOperationAndTheResource() {
    KafkaSettings scram =
        settings(
            Map.of(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                    + " username=\"desk\" password=\"secret\";"));

    assertThat(MissingRight.in(new TopicAuthorizationException(Set.of("b", "a")), scram, READ, "c"))
        .startsWith("User:desk lacks Read on Topic a, b on Kafka")
        .doesNotContain("secret");
  }

  @Test
  void aUserWithoutQuotesInTheSettingsOfOneClientIsThePrincipal() {
    Map<String, Object> plain =
        Map.of(
            "bootstrap.servers",
            "localhost:9092",
            "sasl.jaas.config",
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                + " username=desk password=secret;");
    KafkaSettings ofProducer =
        new KafkaSettings(Map.of(), Map.of(), plain, Map.of(), KafkaNames.UNPREFIXED);

    assertThat(
            MissingRight.in(new TopicAuthorizationException(Set.of("a")), ofProducer, WRITE, "c"))
        .startsWith("User:desk lacks Write on Topic a on Kafka");
  }

  @Test
  void aPrincipalThatTheSettingsDoNotTellIsThatOfTheCertificateOrTheToken() {
    AuthorizationException refused = GroupAuthorizationException.forGroupId("desk");

    assertThat(MissingRight.in(refused, settings(Map.of("security.protocol", "SSL")), READ, ""))
        .startsWith("The principal of this service's certificate lacks Read on Group desk ");
    assertThat(MissingRight.in(refused, settings(oauth("")), READ, ""))
        .startsWith("The principal of this service's token lacks Read on Group desk ");
  }

  @Test
  void thePrincipalOfATokenIsItsSubject() {
    AuthorizationException refused = GroupAuthorizationException.forGroupId("desk");
    KafkaSettings kafka = settings(oauth(" unsecuredLoginStringClaim_sub=\"news-desk\""));

    assertThat(MissingRight.in(refused, kafka, READ, ""))
        .startsWith("User:news-desk lacks Read on Group desk ");
  }

  private static Map<String, Object> oauth(String options) {
    return Map.of(
        "bootstrap.servers",
        "localhost:9092",
        "sasl.mechanism",
        "OAUTHBEARER",
        "sasl.jaas.config",
        OAuthBearerLoginModule.class.getName() + " required" + options + ";");
  }

  @Test
  void aProducerThatKafkaRefusesAsAWholeLacksTheRightToWriteToItsTopic() {
    AuthorizationException refused = new ClusterAuthorizationException("no");

    assertThat(line(refused, WRITE)).contains("lacks Write on Topic reach ");
    assertThat(line(refused, DESCRIBE)).contains("lacks Describe on Cluster kafka-cluster ");
  }

  @Test
  void aFailureOfKafkaStreamsTellsTheOperationByItsMessage() {
    TopicAuthorizationException topic = new TopicAuthorizationException(Set.of("feed-state"));
    TopicAuthorizationException unnamed = new TopicAuthorizationException("no");

    assertThat(MissingRight.inStreams(topic, KAFKA)).contains("lacks Read on Topic feed-state ");
    assertThat(MissingRight.inStreams(new KafkaException("sending record", topic), KAFKA))
        .contains("lacks Write on Topic feed-state ");
    assertThat(MissingRight.inStreams(new KafkaException("create topic", unnamed), KAFKA))
        .contains("lacks Create on Topic dateline-consumer* ");
    assertThat(MissingRight.inStreams(new TransactionalIdAuthorizationException("no"), KAFKA))
        .contains("lacks Write on TransactionalId dateline-consumer* ");
    assertThat(MissingRight.inStreams(new TimeoutException("no"), KAFKA)).isNull();
  }

  @Test
  void aReasonIsNewIfItDiffersFromThatOfTheLastFailure() {
    FailureReason reason = new FailureReason(KAFKA, WRITE, Topic.REACH);
    AuthorizationException refused = new ClusterAuthorizationException("no");

    assertThat(reason.clear()).isFalse();
    assertThat(reason.ifNew(new TimeoutException("after 1 ms"))).isPresent();
    assertThat(reason.ifNew(new TimeoutException("after 2 ms"))).isEmpty();
    assertThat(reason.ifNew(refused))
        .hasValueSatisfying(line -> assertThat(line).contains("Write on Topic reach"));
    assertThat(reason.ifNew(refused)).isEmpty();
    assertThat(reason.clear()).isTrue();
    assertThat(reason.ifNew(refused)).isPresent();
  }

  private static String line(AuthorizationException refused, AclOperation attempted) {
    return String.valueOf(MissingRight.in(refused, KAFKA, attempted, "reach"));
  }

  private static KafkaSettings settings(Map<String, Object> all) {
    return new KafkaSettings(all, all, all, all, KafkaNames.UNPREFIXED);
  }
}
