package news.dateline.consumer;

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
          .importPackages("news.dateline.consumer");

  @Test
  void theTopologyKnowsNoSpring() {
    noClasses()
        .that()
        .resideInAPackage("..topology..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(classes);
  }

  @Test
  void theRulesKnowNeitherKafkaNorSpringNorTheClock() {
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

  @Test
  void packagesFormNoCycle() {
    slices().matching("news.dateline.consumer.(*)..").should().beFreeOfCycles().check(classes);
  }
}
