package news.dateline.pages;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("pages");
  }

  @Test
  void pagesAreRenderedWithoutKafkaAndWithoutAWebServer() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "com.ibm.icu..",
            "org.thymeleaf..",
            "org.springframework.context..",
            "org.springframework.web.util..",
            "news.dateline..")
        .check(classes);
  }
}
