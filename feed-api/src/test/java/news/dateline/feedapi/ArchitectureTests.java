package news.dateline.feedapi;

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
          .importPackages("news.dateline.feedapi");

  @Test
  void packagesFormNoCycle() {
    slices().matching("news.dateline.feedapi.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void theIndexKnowsNeitherKafkaNorSpringNorHttp() {
    noClasses()
        .that()
        .resideInAPackage("..index..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..", "org.apache.kafka..", "reactor.netty..")
        .check(classes);
  }

  @Test
  void onlyTheReaderKnowsKafka() {
    noClasses()
        .that()
        .doNotHaveSimpleName("StateReader")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(classes);
  }

  @Test
  void namesAreWordsOfTheDomain() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|DTO|Mapper|Bean|Data|Info)")
        .check(classes);
  }
}
