package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import news.dateline.testsupport.GeneratedHtml;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Sanitizes HTML that no author and no attacker thought of. */
class GeneratedHtmlTests {
  private static final int INPUTS = 100_000;
  private static final String BASE = "https://n.example/2025/1";
  private static final Set<String> ALLOWED =
      Set.of(
          ("p br strong b em i a ul ol li blockquote h2 h3 h4 figure figcaption code pre s del ins sub"
                  + " sup u q ruby rt rp bdi bdo table thead tbody tr th td caption hr dl dt dd")
              .split(" "));
  private static final Set<String> ATTRIBUTES =
      Set.of("href rel cite dir lang colspan rowspan scope start reversed value".split(" "));

  private final GeneratedHtml inputs = new GeneratedHtml(17);

  @Test
  void sanitizingAgainChangesNothingAndNothingElseIsLeft() {
    for (int i = 0; i < INPUTS; i++) {
      String html = inputs.next();

      String once = String.valueOf(HtmlSanitizer.sanitize(html, i % 2 == 0 ? null : BASE).body());

      SanitizedHtml twice = HtmlSanitizer.sanitize(once, null);
      assertThat(twice.body()).as(html).isEqualTo(once);
      assertThat(twice.leftOut()).as(html).isEmpty();
      Jsoup.parseBodyFragment(once).body().children().forEach(element -> check(element, html));
    }
  }

  private static void check(Element element, String html) {
    if (!ALLOWED.contains(element.normalName())) {
      throw new AssertionError(element.normalName() + " is left of " + html);
    }
    for (Attribute attribute : element.attributes()) {
      boolean web = attribute.getValue().matches("https?://.*|noopener nofollow|[a-z0-9-]*");
      if (!ATTRIBUTES.contains(attribute.getKey()) || !web) {
        throw new AssertionError(attribute + " is left of " + html);
      }
    }
    element.children().forEach(child -> check(child, html));
  }
}
