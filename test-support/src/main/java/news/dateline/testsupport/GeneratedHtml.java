package news.dateline.testsupport;

import java.util.Random;

/** Generates random sequences of tags and text. */
public final class GeneratedHtml {
  private static final int MAX_PARTS = 14;
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
              + " three|\u00a0|<blockquote>|</blockquote>|<figure>|<figcaption>|</figure>|<frameset>"
              + "|<b style='-webkit-backface-visibility:hidden'>|<p style='color:red; display : NONE !important'>"
              + "|<td style='text-decoration:line-through'>|<em style='vertical-align:sub'>"
              + "|<ul style='text-decoration:line-through'>|<tr style='text-decoration:line-through'>"
              + "|<ruby style='text-decoration:line-through'>"
              + "|<i style='--x-display:none'>|<dialog>|<dialog open>|</dialog>|<i popover>")
          .split("\\|");

  private final Random random;

  /** Creates a generator that makes the same HTML from the same seed. */
  public GeneratedHtml(long seed) {
    random = new Random(seed);
  }

  /** Returns the next HTML. */
  public String next() {
    StringBuilder html = new StringBuilder();
    int parts = 1 + random.nextInt(MAX_PARTS);
    for (int i = 0; i < parts; i++) {
      html.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return html.toString();
  }
}
