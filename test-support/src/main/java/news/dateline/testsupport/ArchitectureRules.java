package news.dateline.testsupport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import news.dateline.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The architecture rules of every module. Its own rules stand in its subclass. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // importing the classes takes seconds
public abstract class ArchitectureRules {
  private static final String ROOT = "news.dateline.";
  private static final int MAX_TYPES_PER_PACKAGE = 20;

  /** The modules that each module may use. */
  private static final Map<String, Set<String>> MODULE_ARROWS =
      Map.ofEntries(
          Map.entry("events", Set.of()),
          Map.entry("broker", Set.of()),
          Map.entry("testsupport", Set.of("events", "broker")),
          Map.entry("support", Set.of("events")),
          Map.entry("consumer", Set.of("events", "support")),
          Map.entry("pages", Set.of("events")),
          Map.entry("producer", Set.of("events", "support", "pages")),
          Map.entry("feedapi", Set.of("events", "support", "pages")),
          Map.entry(
              "standalone",
              Set.of("events", "support", "broker", "consumer", "producer", "feedapi")),
          Map.entry("client", Set.of("events")),
          Map.entry("cli", Set.of("events", "client")),
          Map.entry("testbed", Set.of("events", "client", "cli")));

  /** The modules that may know who is who. The others see only the opaque ids in events. */
  private static final Set<String> KNOWING_IDENTITIES = Set.of("events", "producer", "testsupport");

  private final String module;
  private final JavaClasses all;

  /** The classes of the module's main sources. */
  protected final JavaClasses classes;

  /**
   * @param module the module's package below {@code news.dateline}
   */
  protected ArchitectureRules(String module) {
    this.module = module;
    this.all = new ClassFileImporter().importPackages(ROOT + module);
    this.classes = all.that(resideInMainSources());
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(classes);
  }

  @Test
  void theModuleUsesOnlyTheModulesItMay() {
    Set<String> allowed = MODULE_ARROWS.get(module);
    assertThat(usedModules()).isSubsetOf(allowed);
  }

  private Set<String> usedModules() {
    return classes.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
        .filter(name -> name.startsWith(ROOT))
        .map(name -> name.substring(ROOT.length()).replaceFirst("\\..*", ""))
        .filter(used -> !used.equals(module))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void onlyProducersReadIdentitiesAndSessions() {
    if (!KNOWING_IDENTITIES.contains(module)) {
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("news\\.dateline\\.events\\.(Identity|IdentityProfile|Session)")
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @Test
  void noTypeIsNamedAfterItsTechnique() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|DTO|Mapper|Bean|Data|Info)")
        .allowEmptyShould(true)
        .check(classes);
  }

  /** A command whose name is that of its program has the subcommands. */
  @Test
  void aCommandIsNamedAfterItsKind() {
    classes()
        .that()
        .areTopLevelClasses()
        .and()
        .areAnnotatedWith("picocli.CommandLine$Command")
        .should()
        .haveNameMatching(".*(Command|\\.Dateline|\\.Testbed)")
        .allowEmptyShould(true)
        .check(classes);
  }

  @Test
  void noTypeHasANameThatWasGivenUp() {
    assertThat(all)
        .filteredOn(type -> FormerNames.isFormer(module, type.getSimpleName()))
        .isEmpty();
  }

  @Test
  void noPackageHasMoreThanTwentyTypes() {
    Map<String, Long> sizes =
        classes.stream()
            .filter(ArchitectureRules::isTopLevel)
            .collect(
                Collectors.groupingBy(
                    JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
    // the wire types are one vocabulary
    sizes.remove(ROOT + "events");
    assertThat(sizes)
        .allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(MAX_TYPES_PER_PACKAGE));
  }

  /** Returns the topics that the classes of the module name, or of them those in the filter. */
  protected final Set<Topic> topicsNamedBy(Predicate<JavaClass> filter) {
    return classes.stream()
        .filter(filter)
        .flatMap(type -> type.getFieldAccessesFromSelf().stream())
        .filter(access -> access.getTarget().getRawType().isEquivalentTo(Topic.class))
        .filter(access -> access.getTargetOwner().isEquivalentTo(Topic.class))
        .map(access -> Topic.valueOf(access.getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Checks that no package uses one that stands after it in the list. */
  protected final void checkOrder(String... packages) {
    for (int i = 0; i < packages.length; i++) {
      String[] later =
          List.of(packages).subList(i + 1, packages.length).stream()
              .map(name -> ROOT + module + "." + name + "..")
              .toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + module + "." + packages[i] + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  /** Checks that a public type is used by another package; this holds for applications only. */
  protected final void checkPublicTypesAreNeeded() {
    assertThat(classes)
        .filteredOn(ArchitectureRules::isTopLevel)
        .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .filteredOn(type -> !type.getSimpleName().endsWith("Application"))
        .filteredOn(type -> !isUsedElsewhere(type))
        .isEmpty();
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(dependency -> dependency.getOriginClass().getPackageName())
        .anyMatch(user -> !user.equals(type.getPackageName()));
  }

  private static DescribedPredicate<JavaClass> resideInMainSources() {
    return DescribedPredicate.describe(
        "reside in the main sources",
        type ->
            type.getSource().stream()
                .noneMatch(source -> source.getUri().toString().contains("/test-classes/")));
  }

  private static boolean isTopLevel(JavaClass type) {
    return type.getEnclosingClass().isEmpty() && !type.getSimpleName().equals("package-info");
  }

  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
