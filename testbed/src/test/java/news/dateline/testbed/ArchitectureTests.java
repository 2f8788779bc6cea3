package news.dateline.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("testbed");
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    checkOrder("sse", "load", "compare");
    checkOrder(
        "sse",
        "verify.feed",
        "verify.violation",
        "verify.workload",
        "verify.subscriber",
        "verify.check");
  }

  @Test
  void theTestbedUsesDatelineOverHttpOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..")
        .check(classes);
  }
}
