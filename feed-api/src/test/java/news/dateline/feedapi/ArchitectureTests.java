package news.dateline.feedapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import news.dateline.feedapi.index.FeedLookup;
import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("feedapi");
  }

  @Test
  void aStreamIsBuiltInLayers() {
    checkOrder("sse", "index", "admission", "fanout", "transport", "stream");
    checkOrder("index", "search", "feed");
    checkOrder("access", "feed");
    checkOrder("access", "stream");
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
}
