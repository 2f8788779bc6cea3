package news.dateline.producer;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import news.dateline.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTests extends ArchitectureRules {
  ArchitectureTests() {
    super("producer");
  }

  @Test
  void aTopLevelTypeIsPublicOnlyWhereAnotherPackageNeedsIt() {
    checkPublicTypesAreNeeded();
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    checkOrder(
        "text",
        "problem",
        "request",
        "eventlog",
        "security",
        "editorial",
        "identities",
        "partners",
        "importing",
        "signin",
        "openid",
        "desk");
  }

  @Test
  void onlyFrameworksSubscribeAndNothingBlocks() {
    noClasses()
        .should()
        .callMethodWhere(
            target(nameMatching("subscribe|block.*|log|toIterable|toStream"))
                .and(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))))
        .check(classes);
  }
}
