package news.dateline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("cli");
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    checkOrder("terminal", "editor", "stream");
  }

  @Test
  void theCommandLineUsesDatelineThroughTheClientOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "picocli..", "tools.jackson..", "org.jspecify..", "news.dateline..")
        .check(classes);
  }
}
