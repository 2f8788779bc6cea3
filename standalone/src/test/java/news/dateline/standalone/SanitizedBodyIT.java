package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.producer.text.SanitizedHtml;
import news.dateline.testsupport.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/** Compares what a browser shows of a body before and after it was sanitized. */
class SanitizedBodyIT {
  private static final int INPUTS = 3_000;
  private static final String[] BLOCKS =
      ("p div section article h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table center address figure"
              + " header aside hr label")
          .split(" ");

  /** Parts that are left out, or become a link. */
  private static final String[] REPORTED = {
    "<script>%s</script>",
    "<template>%s</template>",
    "<select><option>%s</select>",
    "<textarea>%s</textarea>",
    "<span hidden>%s</span>",
    "<b style='display:none'>%s</b>",
    "<u style='color:red; visibility : HIDDEN !important'>%s</u>",
    "<dialog>%s</dialog>",
    "<i popover>%s</i>",
    "<noscript>%s</noscript>",
    "<noscript><p>%s</p></noscript>",
    "<rp>%s</rp>",
    " <iframe src='https://v.example/%s'></iframe> "
  };

  private static final String[] INLINE =
      "b strong i em s strike del ins sub sup u code span font a bdi bdo ruby small mark cite tt"
          .split(" ");

  /** A page on which nothing is loaded and no handler of the HTML runs. */
  private static final String PAGE =
      "data:text/html,<!doctype html><meta http-equiv=Content-Security-Policy"
          + " content=\"default-src 'none'; style-src 'unsafe-inline'\"><div id=box></div>";

  /** Returns what is shown of each HTML without the parts that were reported to be left out. */
  private static final String SHOWN =
      """
      const box = document.getElementById('box');
      const inert = document.implementation.createHTMLDocument('').body; // loads no frame
      const selectors = {hidden: '[hidden], [data-unseen], dialog, [popover]'};
      return arguments[0].map((html, i) => {
        // where scripts run, the content of noscript is text
        inert.innerHTML = html.replace(/(<noscript>).*?(?=<.noscript>)/g, '$1');
        for (const {dataset, style} of inert.querySelectorAll('[style]'))
          if (style.display === 'none' || style.visibility === 'hidden') dataset.unseen = '';
        for (const name of arguments[1][i])
          inert.querySelectorAll(selectors[name] || name).forEach(element => element.remove());
        inert.querySelectorAll('a').forEach(link => link.textContent === link.href && link.remove());
        box.replaceChildren(...inert.childNodes);
        return box.innerText.replace(/\\s+/g, ' ').trim();
      });
      """;

  private static final String PARSED_AGAIN =
      """
      const box = document.getElementById('box');
      const tree = node => [...node.childNodes].map(child => child.nodeType === 3
          ? child.data
          : [child.localName, ...[...child.attributes].map(each => each.name + '=' + each.value), tree(child)]);
      return arguments[0].filter(html => {
        box.innerHTML = html;
        const first = JSON.stringify(tree(box));
        const written = box.innerHTML;
        box.innerHTML = written;
        return first !== JSON.stringify(tree(box)) || written !== html;
      });
      """;

  @TempDir static Path profile;

  private final Random random = new Random(17);
  private int words;

  @Test
  void aBodySaysTheSameAfterItWasSanitizedAndIsParsedAsItWasWritten() {
    Chromium.assumed();
    List<String> inputs = new ArrayList<>();
    for (int i = 0; i < INPUTS; i++) {
      inputs.add(blocks(3));
    }
    List<SanitizedHtml> sanitized = inputs.stream().map(SanitizedBodyIT::sanitized).toList();
    List<String> outputs =
        sanitized.stream().map(html -> Objects.requireNonNullElse(html.body(), "")).toList();
    List<List<String>> leftOut = sanitized.stream().map(SanitizedHtml::leftOut).toList();
    try (Chromium chromium = Chromium.start(profile)) {
      ChromeDriver browser = chromium.browser();
      browser.get(PAGE);

      List<?> before = (List<?>) browser.executeScript(SHOWN, inputs, leftOut);
      List<?> after = (List<?>) browser.executeScript(SHOWN, outputs, leftOut);
      List<String> differences = new ArrayList<>();
      for (int i = 0; i < INPUTS; i++) {
        if (!String.valueOf(before.get(i)).equals(String.valueOf(after.get(i)))) {
          differences.add(inputs.get(i) + "\n→ " + outputs.get(i));
        }
      }
      assertThat(differences).isEmpty();
      assertThat((List<?>) browser.executeScript(PARSED_AGAIN, outputs)).isEmpty();
    }
  }

  /** Numbers of lists and the marks of q are no text that a page could read, so pictures tell. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<ol><li>a<li>b</ol> | <ol start=3><li>a<li>b</ol>",
        "<ol><li>a<li>b</ol> | <ol reversed><li>a<li>b</ol>",
        "<ol><li>a<li>b</ol> | <ol><li>a<li value=9>b</ol>",
        "<ol><li>a</ol> | <ul><li>a</ul>",
        "<p>a</p> | <p><q>a</q></p>",
        "<p>a</p> | <p><q lang=fr>a</q></p>"
      })
  void listsAndQuotationsLookTheSameAfterTheyWereSanitized(String other, String html) {
    Chromium.assumed();
    try (Chromium chromium = Chromium.start(profile)) {
      ChromeDriver browser = chromium.browser();
      browser.get(PAGE);

      String before = picture(browser, html);

      assertThat(picture(browser, String.valueOf(sanitized(html).body()))).isEqualTo(before);
      assertThat(picture(browser, other)).isNotEqualTo(before);
    }
  }

  private static String picture(ChromeDriver browser, String html) {
    browser.executeScript("document.getElementById('box').innerHTML = arguments[0]", html);
    return browser.findElement(By.id("box")).getScreenshotAs(OutputType.BASE64);
  }

  private static SanitizedHtml sanitized(String html) {
    return HtmlSanitizer.sanitize(Normalizer.normalize(html, Normalizer.Form.NFC), null);
  }

  private String blocks(int depth) {
    StringBuilder html = new StringBuilder();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      html.append(random.nextInt(4) == 0 ? text(2) : block(depth));
    }
    return html.toString();
  }

  private String block(int depth) {
    String name = BLOCKS[random.nextInt(BLOCKS.length)];
    String inner = inner(depth);
    return switch (name) {
      case "hr" -> "<hr>";
      case "label" -> "<label style='display:block'>" + text(2) + "</label>";
      case "p", "pre" -> "<" + name + ">" + inner(0) + "</" + name + ">";
      case "figure" -> "<figure>" + inner + "<figcaption>" + inner(0) + "</figcaption></figure>";
      case "ul", "ol" ->
          "<" + name + "><li>" + inner + "</li><li>" + text(1) + "</li></" + name + ">";
      case "dl" -> "<dl><dt>" + text(1) + "</dt><dd>" + inner + "</dd></dl>";
      case "table" -> table(inner);
      default -> "<" + name + ">" + inner + "</" + name + ">";
    };
  }

  private String inner(int depth) {
    if (random.nextInt(8) == 0) {
      return "";
    }
    return depth == 0 || random.nextBoolean() ? text(2) : blocks(depth - 1);
  }

  private String table(String inner) {
    return "<table><caption>"
        + text(1)
        + "</caption><tr><th>"
        + text(1)
        + "</th><td>"
        + inner
        + "</td></tr><tr><td>"
        + text(1)
        + "</td><td>"
        + text(1)
        + "</td></tr></table>";
  }

  private String text(int depth) {
    StringBuilder html = new StringBuilder();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      switch (random.nextInt(7)) {
        case 6 -> html.append(REPORTED[random.nextInt(REPORTED.length)].formatted("w" + words++));
        case 0 -> html.append("<br>");
        case 1, 2 -> html.append(depth == 0 ? "x" : inline(depth - 1));
        default -> html.append('w').append(words++).append(random.nextBoolean() ? " " : ".");
      }
    }
    return html.toString();
  }

  private String inline(int depth) {
    String name = INLINE[random.nextInt(INLINE.length)];
    String start =
        switch (name) {
          case "a" -> "a href='https://a.example/'";
          case "span" -> "span style='-webkit-backface-visibility:hidden'";
          case "bdo" -> "bdo dir=rtl";
          case "font" -> "font style='--x-display:none; color:red'";
          case "mark", "cite" -> name + " style='text-decoration:line-through'";
          default -> name;
        };
    String annotation = name.equals("ruby") ? "<rp>(</rp><rt>w" + words++ + "</rt><rp>)</rp>" : "";
    return "<" + start + ">" + text(depth) + annotation + "</" + name + ">";
  }
}
