package news.dateline.standalone;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.testsupport.FormerNames;
import org.junit.jupiter.api.Test;

/** The documents of the repository as a whole. */
class DocumentsTests {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CODE =
      Pattern.compile("^```.*?^```|`[^`\n]*`", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern PAGE = Pattern.compile("docs/[a-z/-]+\\.md");
  private static final Pattern SCRIPT_TYPE = Pattern.compile("@typedef \\{.*} (\\w+)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  @Test
  void everyLinkLeadsToAPageAndAHeading() throws IOException {
    assertThat(documents()).isNotEmpty();
    assertThat(documents()).allSatisfy(page -> assertThat(brokenLinks(page)).isEmpty());
  }

  @Test
  void everyPageIsListedInTheIndex() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/index.md"));

    assertThat(documents())
        .filteredOn(page -> page.startsWith(ROOT.resolve("docs")) && !page.endsWith("index.md"))
        .allSatisfy(
            page -> assertThat(index).contains("(" + ROOT.resolve("docs").relativize(page) + ")"));
  }

  @Test
  void everyPageThatTheCodeNamesExists() throws IOException {
    assertThat(sources("java|yml|js|html"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(PAGE.matcher(read(file)).results().map(MatchResult::group))
                    .allSatisfy(page -> assertThat(ROOT.resolve(page)).exists()));
  }

  @Test
  void noTypeOfAScriptHasANameThatWasGivenUp() throws IOException {
    assertThat(sources("js"))
        .flatExtracting(file -> SCRIPT_TYPE.matcher(read(file)).results().toList())
        .extracting(type -> type.group(1))
        .isNotEmpty()
        .noneMatch(name -> FormerNames.isFormer("scripts", name));
  }

  private static List<Path> sources(String extensions) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> found = new ArrayList<>();
      for (Path source : modules.map(module -> module.resolve("src")).toList()) {
        if (Files.exists(source)) {
          try (Stream<Path> files = Files.walk(source)) {
            files
                .filter(file -> file.toString().matches(".*\\.(" + extensions + ")"))
                .forEach(found::add);
          }
        }
      }
      return found;
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, pages).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  private static List<String> brokenLinks(Path page) {
    return LINK.matcher(withoutCode(read(page)))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !target.contains("://") && !resolves(page, target))
        .toList();
  }

  private static boolean resolves(Path page, String target) {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path other = file.isEmpty() ? page : page.resolveSibling(file);
    return Files.exists(other) && (hash < 0 || anchors(other).contains(target.substring(hash + 1)));
  }

  /** The anchors that GitHub makes of a page's headings. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(read(page).replaceAll("(?ms)^```.*?^```", ""))
        .results()
        .map(DocumentsTests::anchor)
        .collect(toSet());
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private static String withoutCode(String markdown) {
    return CODE.matcher(markdown).replaceAll("");
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
