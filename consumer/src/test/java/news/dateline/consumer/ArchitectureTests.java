package news.dateline.consumer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("consumer");
  }

  @Test
  void theRulesUseNothingOfTheTopology() {
    checkOrder("rules", "topology");
  }

  @Test
  void theTopologyUsesNoSpring() {
    noClasses()
        .that()
        .resideInAPackage("..topology..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(classes);
  }

  @Test
  void theRulesUseNeitherKafkaNorSpringNorTheClock() {
    noClasses()
        .that()
        .resideInAPackage("..rules..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .check(classes);
  }
}
