package news.dateline.testbed;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("news.dateline.testbed");

  @Test
  void namesAreDomainWords() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|DTO|Mapper|Bean|Data|Info)")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("news.dateline.testbed.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void datelineIsSeenFromOutsideOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..")
        .check(classes);
  }

  @Test
  void commandsAreFoundByTheirName() {
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
