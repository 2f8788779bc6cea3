package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.InvalidFieldException;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.testsupport.Chromium;
import news.dateline.testsupport.GeneratedHtml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Sanitizes generated HTML and the inputs of two published test suites, DOMPurify's attacks and
 * html5lib's documents, and gives the results to a browser in which scripts run.
 */
class KnownAttacksIT {
  private static final Path ATTACKS =
      Path.of("target/npm/node_modules/dompurify/test/fixtures/expect.js");
  private static final Path DOCUMENTS =
      Path.of("/usr/share/gocode/src/golang.org/x/net/html/testdata/webkit");

  private static final int GENERATED = 100_000;
  private static final int BATCH = 10_000;

  private static final String PAGE =
      "data:text/html,<!doctype html><title>unchanged</title><div id=box></div>";

  private static final String PAYLOADS =
      "const module = {}; eval(arguments[0]); return module.exports.map(each => each.payload);";

  /** Returns what a body must not have: other elements, attributes or addresses, or a script. */
  private static final String FORBIDDEN =
      """
      const elements = new Set(('p br strong b em i a ul ol li blockquote h2 h3 h4 figure figcaption code pre s del'
        + ' ins sub sup u q ruby rt rp bdi bdo table thead tbody tr th td caption hr dl dt dd').split(' '));
      const attributes = new Set('href rel cite dir lang colspan rowspan scope start reversed value'.split(' '));
      const box = document.getElementById('box');
      const tree = node => [...node.childNodes].map(child => child.nodeType === 3
          ? child.data
          : [child.localName, ...[...child.attributes].map(each => each.name + '=' + each.value), tree(child)]);
      window.ran = [];
      window.alert = window.confirm = window.prompt = text => window.ran.push(String(text));
      return arguments[0].flatMap(html => {
        box.innerHTML = html;
        const faults = [...box.querySelectorAll('*')].flatMap(element => [
          ...(elements.has(element.localName) && element.namespaceURI.endsWith('/xhtml') ? [] : [element.localName]),
          ...[...element.attributes].filter(each => !attributes.has(each.name)).map(each => each.name),
          ...['href', 'cite'].filter(name => element.hasAttribute(name))
            .filter(name => !/^(https?|mailto):/.test(new URL(element.getAttribute(name), 'about:blank').href))]);
        const first = JSON.stringify(tree(box));
        const written = box.innerHTML;
        box.innerHTML = written;
        // the sanitizer writes a boolean attribute without a value
        if (first !== JSON.stringify(tree(box)) || written.replaceAll(' reversed=""', ' reversed') !== html) faults.push('is parsed as ' + written);
        for (const link of box.querySelectorAll('a')) link.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));
        return faults.concat(window.ran.splice(0)).map(fault => fault + ' in ' + html);
      });
      """;

  @TempDir static Path profile;

  @Test
  void nothingOfAPublishedAttackIsLeftAndNoScriptRuns() throws IOException {
    Chromium.assumed();
    if (System.getenv("CI") == null) {
      assumeThat(ATTACKS).exists();
      assumeThat(DOCUMENTS).exists();
    }
    try (Chromium chromium = Chromium.start(profile)) {
      ChromeDriver browser = chromium.browser();
      browser.get(PAGE);
      List<String> inputs = new ArrayList<>(documents());
      assertThat(inputs).hasSizeGreaterThan(1_000);
      List<?> attacks = (List<?>) browser.executeScript(PAYLOADS, Files.readString(ATTACKS));
      assertThat(attacks).hasSizeGreaterThan(100);
      attacks.forEach(attack -> inputs.add((String) attack));

      List<String> bodies = inputs.stream().flatMap(KnownAttacksIT::sanitized).toList();

      assertThat(bodies).hasSizeGreaterThan(inputs.size() * 9 / 10);
      assertThat((List<?>) browser.executeScript(FORBIDDEN, bodies)).isEmpty();
      assertThat(browser.getTitle()).isEqualTo("unchanged");
    }
  }

  @Test
  void nothingOfGeneratedHtmlIsLeftAndTheBrowserParsesItAsItWasWritten() {
    Chromium.assumed();
    GeneratedHtml inputs = new GeneratedHtml(17);
    try (Chromium chromium = Chromium.start(profile)) {
      ChromeDriver browser = chromium.browser();
      browser.get(PAGE);
      for (int i = 0; i < GENERATED; i += BATCH) {
        List<String> bodies =
            Stream.generate(inputs::next).limit(BATCH).flatMap(KnownAttacksIT::sanitized).toList();

        assertThat((List<?>) browser.executeScript(FORBIDDEN, bodies)).isEmpty();
      }
      assertThat(browser.getTitle()).isEqualTo("unchanged");
    }
  }

  /**
   * Returns the documents that html5lib's files describe, each between {@code #data} and others.
   */
  private static List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DOCUMENTS)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".dat")).sorted().toList()) {
        for (String test : Files.readString(file, UTF_8).split("(?m)^#data\n")) {
          int end = test.indexOf("\n#errors");
          if (end >= 0) {
            documents.add(test.substring(0, end));
          }
        }
      }
    }
    return documents;
  }

  /** Returns the body, or nothing if the input is refused for a character or for its depth. */
  private static Stream<String> sanitized(String html) {
    String body;
    try {
      body = HtmlSanitizer.sanitize(html, "https://n.example/2025/1").body();
    } catch (InvalidFieldException e) {
      return Stream.empty();
    }
    if (body == null) {
      return Stream.of("");
    }
    assertThat(HtmlSanitizer.sanitize(body, null).body()).as(html).isEqualTo(body);
    return Stream.of(body);
  }
}
