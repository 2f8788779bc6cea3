package news.dateline.producer.importing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.Json;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.producer.text.PlainText;
import news.dateline.producer.text.SanitizedHtml;
import news.dateline.producer.text.TextNormalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads the body and the summary of an item. An item without content has its summary in HTML as the
 * body, else what describes its media.
 */
final class ItemBody {
  private static final int MAX_LEAD = 20_000;
  private static final int MAX_ALT = 1_000;
  private static final int MAX_HTML = 1_000_000;
  private static final int MAX_BODY = 200_000;

  /**
   * The largest body as JSON. An event has at most 512 KiB, of which the other fields need some.
   */
  private static final int MAX_BODY_BYTES = 400_000;

  /** What {@link #MAX_BODY_BYTES} hold of any characters, between the quotation marks. */
  private static final int MAX_BODY_CHARS = (MAX_BODY_BYTES - 2) / 3;

  private static final String CONTENT = "content_html";
  private static final String SUMMARY = "_summary_html";
  private static final String MEDIA = "_media_html";
  private static final String TITLE = "_title_html";

  /** Also beside the link of a picture, of which nothing is left to be seen. */
  private static final Pattern ONE_PARAGRAPH =
      Pattern.compile(
          "(?:<a [^<>]*+>\\s*+</a>\\s*+)?+(?:<p>)?[^<]*+(?:</p>\\s*+)?(?:<a [^<>]*+>\\s*+</a>)?+");

  /** What blogs of WordPress add to a summary, around the title, and after it the blog. */
  private static final Pattern CREDIT =
      Pattern.compile(
          "(?:^|\\s)(?:The post|Der Beitrag|L[’']article|La entrada|L[’']articolo|Het bericht|O post)"
              + "\\s(.{1,400})\\s(?:appeared first on|erschien zuerst auf|est apparu en premier sur"
              + "|(?:se publicó|aparece|apareció) primero en|proviene da|verscheen eerst op"
              + "|apareceu primeiro em)\\s.{1,200}$");

  private final LenientFields fields;
  private final ObjectNode entry;
  private final @Nullable String base;
  private final SanitizedHtml html;

  /** The member of which the body was made. */
  private final String source;

  /** The text of the body; empty without one. */
  private final String plain;

  private final boolean leadSaysAll;
  private @Nullable String lead;

  /**
   * @param base the address that relative ones of the HTML are relative to
   */
  ItemBody(LenientFields fields, ObjectNode entry, @Nullable String base) {
    this.fields = fields;
    this.entry = entry;
    this.base = base;
    SanitizedHtml found = content();
    String member = CONTENT;
    for (String other : List.of(SUMMARY, MEDIA)) {
      SanitizedHtml instead = isUsable(found) ? found : sanitized(entry.path(other));
      if (!isUsable(found) && isUsable(instead)) {
        noteLost(found.leftOut());
        found = instead;
        member = other;
      }
    }
    this.html = found;
    this.source = member;
    this.plain = html.body() == null ? "" : PlainText.of(html.body()).text();
    String written = member.equals(SUMMARY) ? null : summary();
    String summary = written == null || fields.isPlain() ? written : withoutCredit(written);
    boolean repeated = !fields.isPlain() && (isText(written) || isText(summary));
    this.leadSaysAll = repeated && ONE_PARAGRAPH.matcher(String.valueOf(html.body())).matches();
    this.lead = repeated && !leadSaysAll ? null : summary;
  }

  SanitizedHtml html() {
    return html;
  }

  @Nullable String lead() {
    return lead;
  }

  /**
   * Returns the body of an item of this title; null if its lead says the same, or the title does
   * and the source does not write it as HTML.
   */
  @Nullable String beside(String title) {
    boolean repeated =
        !entry.has(CONTENT) && plain.replaceAll("\\s", "").equals(title.replaceAll("\\s", ""));
    return leadSaysAll || repeated ? null : html.body();
  }

  private boolean isText(@Nullable String summary) {
    String letters = letters(summary);
    return !letters.isEmpty() && letters.equals(letters(plain));
  }

  private static String letters(@Nullable String written) {
    return written == null ? "" : written.replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Returns a summary without the line that says where the item of this title appeared first. */
  private @Nullable String withoutCredit(String summary) {
    Matcher credit = CREDIT.matcher(summary);
    String title = entry.path(entry.has(TITLE) ? TITLE : "title").asString("");
    String letters = letters(PlainText.of(title).text());
    if (letters.isEmpty() || !credit.find() || !letters(credit.group(1)).equals(letters)) {
      return summary;
    }
    fields.note("lead", "says where it appeared first, which was left out");
    String rest = summary.substring(0, credit.start()).strip();
    return rest.isEmpty() ? null : rest;
  }

  /** Returns the body that earlier builds gave the item, which identifies items without a title. */
  @Nullable String ofContent() {
    if (!source.equals(CONTENT)) {
      return null;
    }
    String written = HtmlSanitizer.cutSource(entry.path(CONTENT).asString(""), MAX_HTML);
    String earlier = HtmlSanitizer.withoutFormulas(written);
    SanitizedHtml read = earlier.equals(written) ? html : sanitized(StringNode.valueOf(earlier));
    return read.body();
  }

  /**
   * Describes the image, else the item, by what describes the media of an item that has content.
   */
  @Nullable Image described(@Nullable Image image) {
    if (source.equals(MEDIA) || !entry.has(MEDIA)) {
      return image;
    }
    String text = fields.textOfHtml("lead", MAX_LEAD, entry.path(MEDIA));
    if (text == null || isSaid(text)) {
      return image;
    }
    if (image != null && image.alt() == null) {
      String alt = fields.cut("image", LenientFields.singleLine(text), MAX_ALT);
      return new Image(image.url(), alt, image.width(), image.height(), image.credit());
    }
    if (lead == null) {
      lead = text;
    } else if (image == null || !text.equals(image.alt())) {
      fields.note("lead", "lost media:description");
    }
    return image;
  }

  private boolean isSaid(String said) {
    return said.equals(lead) || plain.contains(said);
  }

  private static boolean isUsable(SanitizedHtml html) {
    return html.body() != null || html.image() != null;
  }

  void noteLost(List<String> leftOut) {
    leftOut.forEach(name -> fields.note("body", "lost " + name));
  }

  private @Nullable String summary() {
    return entry.has(SUMMARY)
        ? fields.textOfHtml("lead", MAX_LEAD, entry.path(SUMMARY))
        : fields.text("lead", MAX_LEAD, entry.path("summary"));
  }

  /** Returns the content in HTML, or in plain text where the HTML has none. */
  private SanitizedHtml content() {
    SanitizedHtml content = sanitized(entry.path(CONTENT));
    String text = content.body() == null ? fields.scalar("body", entry.path("content_text")) : null;
    String body = text == null ? null : HtmlSanitizer.fromText(fields.clean("body", text));
    return body == null ? content : cut(content.withBody(body));
  }

  private SanitizedHtml sanitized(JsonNode written) {
    String all = fields.scalar("body", written);
    if (all == null || TextNormalizer.isBlank(all)) {
      return SanitizedHtml.EMPTY;
    }
    String whole = HtmlSanitizer.cutSource(all, MAX_HTML);
    if (whole.length() < all.length()) {
      fields.note("body", "has more than " + MAX_HTML + " characters and was cut");
    }
    try {
      return cut(HtmlSanitizer.sanitizeLeniently(whole, base));
    } catch (InvalidFieldException e) {
      fields.note("body", "nests too deep and was taken as text");
      PlainText plain = PlainText.of(whole);
      return cut(SanitizedHtml.ofText(HtmlSanitizer.fromText(plain.text()), plain.leftOut()));
    }
  }

  private SanitizedHtml cut(SanitizedHtml whole) {
    String body = whole.body();
    if (body == null) {
      return whole;
    }
    int max = MAX_BODY;
    if (body.codePointCount(0, body.length()) > max) {
      fields.note("body", "has more than " + max + " characters and was cut");
    } else if (body.length() > MAX_BODY_CHARS && Json.write(body).length > MAX_BODY_BYTES) {
      max = MAX_BODY_CHARS;
      fields.note("body", "has more than " + MAX_BODY_BYTES + " bytes and was cut");
    } else {
      return whole;
    }
    return cut(HtmlSanitizer.cut(whole, body, max));
  }
}
