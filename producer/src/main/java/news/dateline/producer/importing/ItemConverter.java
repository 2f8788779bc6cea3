package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import news.dateline.events.Author;
import news.dateline.events.FieldLimits;
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.producer.importing.identity.IdentityTime;
import news.dateline.producer.importing.identity.IdentityTitle;
import news.dateline.producer.importing.title.TitleText;
import news.dateline.producer.text.HtmlSanitizer;
import news.dateline.producer.text.PlainText;
import news.dateline.producer.text.SanitizedHtml;
import news.dateline.producer.text.TextNormalizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts one entry of a document. A field that cannot be used is left out, and a note of the item
 * says so. Only an entry without any text is invalid.
 */
final class ItemConverter {
  private static final int MAX_TITLE = 300;
  private static final int MAX_LEAD = 20_000;
  private static final int MAX_HTML = 1_000_000;
  private static final int MAX_BODY = 200_000;

  private final ImportContext context;
  private final ObjectNode entry;
  private final JsonNode extension;
  private final LenientFields fields = new LenientFields();
  private final ItemFields parts;
  private final @Nullable String link;

  /** What identifies an item without id and link. */
  private String ofTitle = "";

  private ItemConverter(ImportContext context, ObjectNode entry) {
    this.context = context;
    this.entry = entry;
    this.extension = entry.path("_dateline");
    String own = entry.path("_base").asString(null);
    String base = own == null ? context.base() : own;
    this.parts = new ItemFields(fields, base);
    this.link = fields.address("link", base, entry.path("url"), entry.path("external_url"));
  }

  /** Converts an entry of a document, whose earlier items have the given identities. */
  static SourceItem convert(
      ImportContext context, JsonNode entry, SourceItems.Identities identities) {
    if (!(entry instanceof ObjectNode object)) {
      return new SourceItem.InvalidItem(null, "items", "the item is not an object");
    }
    return new ItemConverter(context, object).convert(identities);
  }

  private SourceItem convert(SourceItems.Identities identities) {
    String guid = guid();
    try {
      parts.check(entry, extension, context.times());
      SourceTimes.ParsedTime published = time("publishedAt", "date_published");
      SourceTimes.ParsedTime modified = time("updatedAt", "date_modified");
      ItemContent content = FieldLimits.check(content(published.at()));
      String identity = identities.add(guid, link, ofTitle);
      return SourceItem.ValidItem.of(
          context,
          identity,
          content,
          later(published.at(), modified.at()),
          SourceIds.digest(entry),
          fields.notes());
    } catch (InvalidFieldException e) {
      return new SourceItem.InvalidItem(guid, e.field(), e.getMessage());
    }
  }

  /** Returns the source's id as text. JSON Feed 1.1 requires readers to accept a number, too. */
  private @Nullable String guid() {
    JsonNode id = entry.path("id");
    boolean scalar = id.isString() || id.isNumber();
    // half of a surrogate pair becomes a question mark, because no JSON can carry it
    return scalar && !id.asString().isBlank()
        ? new String(id.asString().strip().getBytes(UTF_8), UTF_8)
        : null;
  }

  private SourceTimes.ParsedTime time(String field, String member) {
    JsonNode written = entry.path(member);
    SourceTimes.ParsedTime reading =
        written.isNumber()
            ? new SourceTimes.ParsedTime(null, "is no text and was left out")
            : context.times().read(fields.scalar(field, written));
    if (reading.note() != null) {
      fields.note(field, reading.note());
    }
    return reading;
  }

  private @Nullable Instant later(@Nullable Instant published, @Nullable Instant modified) {
    if (modified == null || modified.equals(published)) {
      return null;
    }
    if (published != null && modified.isAfter(published)) {
      return modified;
    }
    String problem = published == null ? "is without a publication" : "is before the publication";
    fields.note("updatedAt", problem + " and was left out");
    return null;
  }

  private ItemContent content(@Nullable Instant publishedAt) {
    String lead =
        entry.has("_summary_html")
            ? fields.textOfHtml("lead", MAX_LEAD, entry.path("_summary_html"))
            : fields.text("lead", MAX_LEAD, entry.path("summary"));
    SanitizedHtml html = html();
    Image own = parts.image(extension, entry);
    Image image = html.imageBeside(own);
    html.leftOutBeside(own).forEach(name -> fields.note("body", "lost " + name));
    String title = title(html.body(), lead, image);
    List<String> tags = parts.tags(entry.path("tags"));
    boolean repeats = html.body() != null && isOnly(html.body(), title);
    return new ItemContent(
        title,
        parts.kicker(extension.path("kicker")),
        label(tags),
        lead,
        repeats && !entry.has("content_html") ? null : html.body(),
        link,
        image,
        authors(),
        fields.line("source", 200, extension.path("source")),
        tags,
        fields.line("section", 100, extension.path("section")),
        parts.language(
            context.settings().language(), entry.path("language"), context.head("language")),
        publishedAt,
        null,
        parts.flag("keyEvent", extension.path("keyEvent")));
  }

  /** Returns the authors of the item, else those of the document. */
  private List<Author> authors() {
    return parts.authors(
        entry.path("authors"),
        entry.path("author"),
        context.head("authors"),
        context.head("author"));
  }

  private static boolean isOnly(String html, String title) {
    String text = PlainText.of(html).text();
    return text.replaceAll("\\s", "").equals(title.replaceAll("\\s", ""));
  }

  private String title(@Nullable String body, @Nullable String lead, @Nullable Image image) {
    String title = present(body, lead, image);
    String alt = image == null ? null : image.alt();
    String identity = IdentityTitle.unlessCut(IdentityTitle.of(entry, body, lead, alt), title);
    String written = entry.path("date_published").stringValue(null);
    ofTitle = SourceIds.ofTitle(identity, IdentityTime.of(written, context.times().zone()));
    return title;
  }

  private String present(@Nullable String body, @Nullable String lead, @Nullable Image image) {
    int any = Integer.MAX_VALUE;
    String title =
        entry.has("_title_html")
            ? fields.lineOfHtml("title", any, entry.path("_title_html"))
            : fields.line("title", any, entry.path("title"));
    if (title != null) {
      return fields.cut("title", title, MAX_TITLE);
    }
    return text(body, lead, image)
        .map(text -> TextNormalizer.lenient(TitleText.of(fields.clean("title", text))))
        .orElseGet(() -> fields.placeholder("title", body, link, MAX_TITLE));
  }

  /** Returns the first text that can be seen, with blank lines between blocks. */
  private Optional<String> text(
      @Nullable String body, @Nullable String lead, @Nullable Image image) {
    return Stream.<Supplier<@Nullable String>>of(
            () -> entry.path("content_text").asString(null),
            () -> body == null ? null : fields.passages("title", body),
            () -> lead,
            () -> image == null ? null : image.alt())
        .flatMap(text -> Stream.ofNullable(text.get()))
        .filter(text -> !TextNormalizer.isBlank(text))
        .findFirst();
  }

  private SanitizedHtml html() {
    String html = fields.scalar("body", entry.path("content_html"));
    if (html == null || TextNormalizer.isBlank(html)) {
      String text = fields.scalar("body", entry.path("content_text"));
      String body = text == null ? null : HtmlSanitizer.fromText(fields.clean("body", text));
      return cut(SanitizedHtml.ofText(body, List.of()));
    }
    String whole = HtmlSanitizer.cutSource(html, MAX_HTML);
    if (whole.length() < html.length()) {
      fields.note("body", "has more than " + MAX_HTML + " characters and was cut");
    }
    String declared = entry.path("_content_base").asString(entry.path("_base").asString(null));
    String base = declared != null ? declared : link == null ? context.base() : link;
    try {
      return cut(HtmlSanitizer.sanitizeLeniently(whole, base));
    } catch (InvalidFieldException e) {
      fields.note("body", "nests too deep and was taken as text");
      PlainText plain = PlainText.of(whole);
      return cut(SanitizedHtml.ofText(HtmlSanitizer.fromText(plain.text()), plain.leftOut()));
    }
  }

  private SanitizedHtml cut(SanitizedHtml html) {
    String body = html.body();
    if (body == null || body.codePointCount(0, body.length()) <= MAX_BODY) {
      return html;
    }
    fields.note("body", "has more than " + MAX_BODY + " characters and was cut");
    return HtmlSanitizer.cut(html, body, MAX_BODY);
  }

  /** Returns the item's own label, else the one that the settings give to one of its tags. */
  private @Nullable String label(List<String> tags) {
    String own = fields.line("label", 64, extension.path("label"));
    String label = own == null ? context.parameters().label(tags) : own;
    if (label == null || context.knowsLabel(label)) {
      return label;
    }
    fields.note("label", "is not a label of the feed and was left out");
    return null;
  }
}
