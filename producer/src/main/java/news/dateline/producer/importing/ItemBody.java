package news.dateline.producer.importing;

import java.util.List;
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.producer.text.PlainText;
import news.dateline.producer.text.SanitizedHtml;
import news.dateline.producer.text.TextNormalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the body and the summary of an item. An item without content has its summary in HTML as the
 * body, else what describes its media.
 */
final class ItemBody {
  private static final int MAX_LEAD = 20_000;
  private static final int MAX_ALT = 1_000;
  private static final int MAX_HTML = 1_000_000;
  private static final int MAX_BODY = 200_000;
  private static final String CONTENT = "content_html";
  private static final String SUMMARY = "_summary_html";
  private static final String MEDIA = "_media_html";

  private final LenientFields fields;
  private final ObjectNode entry;
  private final @Nullable String base;
  private final SanitizedHtml html;

  /** The member of which the body was made. */
  private final String source;

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
    this.lead = member.equals(SUMMARY) ? null : summary();
  }

  SanitizedHtml html() {
    return html;
  }

  @Nullable String lead() {
    return lead;
  }

  /** Returns the body that earlier builds gave the item, which identifies items without a title. */
  @Nullable String ofContent() {
    return source.equals(CONTENT) ? html.body() : null;
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

  private boolean isSaid(String text) {
    return text.equals(lead)
        || (html.body() != null && PlainText.of(html.body()).text().contains(text));
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
    if (body == null || body.codePointCount(0, body.length()) <= MAX_BODY) {
      return whole;
    }
    fields.note("body", "has more than " + MAX_BODY + " characters and was cut");
    return HtmlSanitizer.cut(whole, body, MAX_BODY);
  }
}
