package news.dateline.producer;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTests {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("news.dateline.producer");

  @Test
  void packagesFormNoCycle() {
    slices().matching("news.dateline.producer.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void namesAreDomainWords() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|DTO|Mapper|Bean|Data|Info)")
        .check(classes);
  }

  @Test
  void aTopLevelTypeIsPublicOnlyWhereAnotherPackageNeedsIt() {
    assertThat(classes)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filteredOn(type -> !type.isAssignableTo(ProducerApplication.class))
        .filteredOn(type -> type.getEnclosingClass().isEmpty())
        .filteredOn(type -> !isNeededElsewhere(type))
        .isEmpty();
  }

  @Test
  void onlyFrameworksSubscribeAndNobodyBlocks() {
    noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching("subscribe|block.*|log|toIterable|toStream"))
                .and(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))))
        .check(classes);
  }

  private static boolean isNeededElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(dependency -> dependency.getOriginClass().getPackageName())
        .anyMatch(user -> !user.equals(type.getPackageName()));
  }
}
