package news.dateline.feedapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import news.dateline.feedapi.index.FeedLookup;
import news.dateline.support.kafka.KafkaNames;
import news.dateline.support.kafka.ServiceRights;
import news.dateline.testsupport.ArchitectureRules;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("feedapi");
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    checkOrder(
        "sse",
        "index",
        "admission",
        "fanout",
        "transport",
        "search",
        "page",
        "http",
        "access",
        "feed",
        "site",
        "stream");
  }

  @Test
  void admissionAndFanOutUseNoHttp() {
    noClasses()
        .that()
        .resideInAnyPackage("..admission..", "..fanout..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..feedapi.http..",
            "..feedapi.access..",
            "..feedapi.feed..",
            "..feedapi.page..",
            "io.netty.handler..",
            "org.springframework.web..")
        .check(classes);
  }

  @Test
  void routesFindFeedsOnlyWithTheRequest() {
    noClasses()
        .that()
        .resideInAnyPackage("..feedapi.feed..", "..feedapi.stream..", "..feedapi.page..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(FeedLookup.class.getName())
        .check(classes);
  }

  @Test
  void theIndexUsesNeitherKafkaNorSpringNorHttp() {
    noClasses()
        .that()
        .resideInAPackage("..index..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "reactor.netty..")
        .check(classes);
  }

  @Test
  void onlyTheConfigurationOfTopicsAndTheWriterOfOneUseKafka() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(TopicConfiguration|ReachTopic).*")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(classes);
  }

  @Test
  void theRightsToReadAndWriteAreThoseToTheTopicsThatAreReadAndWritten() {
    Predicate<JavaClass> writer = type -> type.getName().matches(".*\\.ReachTopic(\\$.*)?");

    assertThat(topics(AclOperation.READ)).isEqualTo(topicsNamedBy(writer.negate()));
    assertThat(topics(AclOperation.WRITE)).isEqualTo(topicsNamedBy(writer));
  }

  private static Set<Topic> topics(AclOperation granted) {
    Set<String> names =
        ServiceRights.FEED_API.required(KafkaNames.UNPREFIXED, "").stream()
            .filter(acl -> acl.entry().operation() == granted)
            .map(acl -> acl.pattern().name())
            .collect(Collectors.toSet());
    return Stream.of(Topic.values())
        .filter(topic -> names.contains(topic.topicName()))
        .collect(Collectors.toSet());
  }
}
