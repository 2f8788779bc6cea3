package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
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
  private static final String[] PARTS =
      ("<p>|</p>|<div>|</div>|<b>|</b>|<i>|</i>|<a href=https://a.example/x>|<a href=javascript:x>|</a>"
              + "|<table>|</table>|<tr>|<td colspan=2>|</td>|<th scope=row>|<tbody>|<caption>|<ul>|</ul>"
              + "|<ol start=4 reversed>|<li value=2>|</li>|<dl>|<dt>|<dd>|</dl>|<h1>|</h1>|<h4>|<pre>\n|\n"
              + "|</pre>|<ruby>|<rt>|<rp>|</ruby>|<svg>|</svg>|<math>|<mtext>|<mglyph>|<style>|</style>"
              + "|<script>|</script>|<template>|</template>|<select>|<option>|</select>|<textarea>"
              + "|</textarea>|<noscript>|</noscript>|<iframe src=//b.example>|</iframe>|<object>|<form>"
              + "|</form>|<button>|</button>|<marquee>|<img src=x onerror=y>|<img src=//c.example/p.png>"
              + "|<br>|<hr>|<q>|</q>|<s>|</s>|<sup>|</sup>|<span style='text-decoration:line-through'>"
              + "|</span>|<p hidden>|<foreignObject>|<title>|</title>|<plaintext>|<xmp>|</xmp>|<nobr>"
              + "|<font color=red>|</font>|<!--|-->|<![CDATA[|]]>|&lt;|&nbsp;|&amp;amp;|<|>|\"|one|two |"
              + " three|\u00a0|<blockquote>|</blockquote>|<figure>|<figcaption>|</figure>|<frameset>")
          .split("\\|");

  private final Random random = new Random(17);

  @Test
  void sanitizingAgainChangesNothingAndNothingElseIsLeft() {
    for (int i = 0; i < INPUTS; i++) {
      String html = generate();

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

  private String generate() {
    StringBuilder html = new StringBuilder();
    int parts = 1 + random.nextInt(14);
    for (int i = 0; i < parts; i++) {
      html.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return html.toString();
  }
}
