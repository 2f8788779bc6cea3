package news.dateline.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("testbed");
  }

  @Test
  void theTestbedUsesDatelineOverHttpOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..")
        .check(classes);
  }

  @Test
  void aCommandIsNamedAfterItsKind() {
    classes()
        .that()
        .areAnnotatedWith(picocli.CommandLine.Command.class)
        .and()
        .doNotHaveSimpleName("Testbed")
        .should()
        .haveSimpleNameEndingWith("Command")
        .check(classes);
  }
}
