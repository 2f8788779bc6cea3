package news.dateline.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("client");
  }

  @Test
  void theClientNeedsOnlyTheJdkJacksonAndTheEvents() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "javax.net.ssl", "tools.jackson..", "org.jspecify..", "news.dateline..")
        .check(classes);
  }
}
