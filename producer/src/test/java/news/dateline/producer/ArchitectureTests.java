package news.dateline.producer;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.testsupport.ArchitectureRules;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("producer");
  }

  @Test
  void aTopLevelTypeIsPublicOnlyWhereAnotherPackageNeedsIt() {
    checkPublicTypesAreNeeded();
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    checkOrder(
        "text",
        "fetching",
        "problem",
        "request",
        "eventlog",
        "security",
        "editorial",
        "identities",
        "partners",
        "importing",
        "polling",
        "signin",
        "openid",
        "desk");
  }

  @Test
  void onlyFrameworksSubscribeAndNothingBlocks() {
    noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching("subscribe|block.*|log|toIterable|toStream"))
                .and(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))))
        .check(classes);
  }

  @Test
  void theRightsToReadAndWriteAreThoseToTheTopicsThatAreReadAndWritten() {
    Predicate<JavaClass> writer = type -> type.getName().matches(".*\\.EventLog(\\$.*)?");

    assertThat(topics(AclOperation.READ)).isEqualTo(topicsNamedBy(writer.negate()));
    assertThat(topics(AclOperation.WRITE)).isEqualTo(topicsNamedBy(writer));
  }

  private static Set<Topic> topics(AclOperation granted) {
    Set<String> names =
        ServiceRights.PRODUCER.required(KafkaNames.UNPREFIXED, "").stream()
            .filter(acl -> acl.entry().operation() == granted)
            .map(acl -> acl.pattern().name())
            .collect(Collectors.toSet());
    return Stream.of(Topic.values())
        .filter(topic -> names.contains(topic.topicName()))
        .collect(Collectors.toSet());
  }
}
