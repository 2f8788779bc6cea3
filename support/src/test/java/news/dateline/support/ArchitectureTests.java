package news.dateline.support;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("support");
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    checkOrder("token", "kafka", "web", "boot");
  }

  @Test
  void readingTopicsAndTokensUsesNoSpring() {
    noClasses()
        .that()
        .resideInAnyPackage("..kafka..", "..token..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(classes);
  }
}
