package news.dateline.producer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTests {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "10<sup>9</sup> litres | 10⁹ litres",
        "10<sup>-3</sup> and 10<sup>n+1</sup> | 10⁻³ and 10ⁿ⁺¹",
        "The bridge is open.<sup>1,2</sup> | The bridge is open.¹,²",
        "It opened.<sup>[1]</sup> It shut.<sup>*</sup> | It opened.[1] It shut.*",
        "e<sup>x</sup>, 2<sup>2k</sup>, 2<sup>a/b</sup> | e^x, 2^2k, 2^(a/b)",
        "The 1<sup>st</sup>, M<sup>me</sup> Roux, n<sup>o</sup> 5 | The 1st, Mme Roux, nº 5",
        "Acme<sup>TM</sup> | Acme™",
        "H<sub>2</sub>O, x<sub>max</sub> | H₂O, x_max",
        "10<span style='vertical-align:super'>9</span> | 10⁹",
        "1<sup>1</sup>/<sub>2</sub> | 1¹/₂",
        "He said <q>no</q>. | He said “no”.",
        "<ruby>京<rp>(</rp><rt>きょう</rt><rp>)</rp></ruby> | 京(きょう)",
        "<ruby>京<rt>きょう</rt></ruby> | 京(きょう)",
        "<ruby>京<rt> </rt></ruby> <q></q>and <rt></rt>so | 京 and so",
        "a <img class='emoji' alt='🌊' src='https://p.example/e.png'> | a 🌊",
        "A <b>sum</b>mary&nbsp;&amp; &lt;more&gt; | A summary & <more>"
      })
  void saysWhatTheMarkupSays(String html, String text) {
    assertThat(PlainText.of(html).text()).isEqualTo(text);
    assertThat(PlainText.of(html).leftOut()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<div>One.</div><div>Two.</div> | One./Two.",
        "<h4>Result</h4>3:1 | Result/3:1",
        "a<br>b<hr>c<center>d</center>e | a/b/c/d/e",
        "<ul><li>a<li>b</ul><dl><dt>c<dd>d</dl> | a/b/c/d",
        "<table><tr><td>Labour<td>34<tr><td>Greens<td>7</table> | Labour 34/Greens 7",
        "<td>Reds</td><td>31</td> | Reds/31",
        "a<p hidden>b</p>c | a/c",
        "a<p></p>b | a/b",
        "a<rt><p></p></rt>b | a/b",
        "a<del><p>b</p></del>c | a/c",
        "a<ul style='text-decoration:line-through'><li>b</ul>c | a/c"
      })
  void keepsBlocksApart(String html, String lines) {
    assertThat(PlainText.of(html).text()).isEqualTo(lines.replace('/', '\n'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "The ferry is <s>late</s> early. | The ferry is early. | struck-out text",
        "<del>Closed</del> <ins>Open</ins> | Open | struck-out text",
        "<strike>Closed</strike> Open | Open | struck-out text",
        "<span style='text-decoration: line-through'>No</span> Yes | Yes | struck-out text",
        "a<p hidden>b</p><i style='display:none'>c</i> | a | hidden",
        "a<dialog>b</dialog><i popover>c</i> | a | hidden",
        "a<template>b</template><noscript>c</noscript> | a | template noscript",
        "a<select><option>b</select><textarea>c</textarea> | a | select textarea",
        "a<script>b</script><style>c</style> | a | script style",
        "a<svg><text>b</text></svg> | a | svg",
        "a<iframe src='https://v.example/1'>b</iframe> | a | iframe"
      })
  void namesWhatItLeavesOut(String html, String text, String names) {
    PlainText plain = PlainText.of(html);

    assertThat(plain.text()).isEqualTo(text);
    assertThat(String.join(" ", plain.leftOut())).isEqualTo(names);
  }

  @Test
  void anEmptyStrikeLosesNothing() {
    assertThat(PlainText.of("a<s> </s>").leftOut()).isEmpty();
  }

  @Test
  @Timeout(value = 60, threadMode = SEPARATE_THREAD)
  void readsHtmlHoweverDeepItNests() {
    assertThat(PlainText.of("<div>".repeat(20_000) + "a").text()).isEqualTo("a");
  }
}
