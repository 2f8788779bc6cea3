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

  private final ImportContext context;
  private final ObjectNode entry;

  /** The entry as earlier builds read it, which identifies the item. */
  private final ObjectNode earlier;

  private final JsonNode extension;
  private final LenientFields fields;
  private final ItemFields parts;
  private final @Nullable String link;

  /** What identifies an item without id and link. */
  private String ofTitle = "";

  private ItemConverter(ImportContext context, ObjectNode entry) {
    this.context = context;
    this.fields = new LenientFields(context.document().isPlain());
    this.entry = entry;
    this.earlier = entry.path("_earlier") instanceof ObjectNode read ? read : entry;
    this.extension = entry.path("_dateline");
    String own = entry.path("_base").asString(null);
    String base = own == null ? context.base() : own;
    this.parts = new ItemFields(fields, base);
    this.link = fields.address("link", base, entry.path("url"), entry.path("external_url"));
  }

  /** Converts an entry of a document, whose earlier items have the given identities. */
  static SourceItem convert(ImportContext context, JsonNode entry, ItemIdentities identities) {
    if (!(entry instanceof ObjectNode object)) {
      return new SourceItem.InvalidItem(null, "items", "the item is not an object");
    }
    return new ItemConverter(context, object).convert(identities);
  }

  private SourceItem convert(ItemIdentities identities) {
    String guid = guid();
    SourceItem embargoed = parts.embargoed(guid, entry, extension, context.times());
    if (embargoed != null) {
      return embargoed;
    }
    try {
      parts.noteUnknown(extension);
      SourceTimes.ParsedTime published = time("publishedAt", "date_published");
      SourceTimes.ParsedTime modified = time("updatedAt", "date_modified");
      ItemContent content =
          FieldLimits.check(content(published.ahead() == null ? published.at() : null));
      String identity = identities.add(guid, link, ofTitle);
      return SourceItem.ValidItem.of(
          context,
          identity,
          otherGuid(guid, identity),
          content,
          changed(published, modified.at()),
          SourceIds.digest(entry),
          fields.notes());
    } catch (InvalidFieldException e) {
      return new SourceItem.InvalidItem(guid, e.field(), e.getMessage());
    }
  }

  /** Returns what else identifies the item, if other items of its documents share its link. */
  private @Nullable String otherGuid(@Nullable String guid, String identity) {
    if (guid != null) {
      return SourceIds.page(guid, link);
    }
    return identity.equals(ofTitle) ? link : ofTitle;
  }

  /** Returns the source's id as text. JSON Feed 1.1 requires readers to accept a number, too. */
  private @Nullable String guid() {
    JsonNode id = earlier.path("id");
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

  /** Returns the time of the last change, or that of a publication that is ahead of the clock. */
  private @Nullable Instant changed(SourceTimes.ParsedTime published, @Nullable Instant modified) {
    Instant later = later(published.at(), modified);
    return published.ahead() == null ? later : published.ahead();
  }

  private @Nullable Instant later(@Nullable Instant published, @Nullable Instant modified) {
    if (entry.has("_published_unknown")) {
      return published; // the rules know by this that it is the time of the last change
    }
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
    ItemBody body = new ItemBody(fields, entry, baseOfBody());
    SanitizedHtml html = body.html();
    Image own = html.unlessIcon(parts.image(extension, entry));
    Image image = body.described(html.imageBeside(own));
    body.noteLost(html.leftOutBeside(own));
    String title = title(body, image);
    List<String> tags = parts.tags(entry.path("tags"));
    return new ItemContent(
        title,
        parts.kicker(extension.path("kicker")),
        label(tags),
        body.lead(),
        body.beside(title),
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

  private @Nullable String baseOfBody() {
    String declared = entry.path("_content_base").asString(entry.path("_base").asString(null));
    return declared != null ? declared : link == null ? context.base() : link;
  }

  /** Returns the authors of the item, else those of the document. */
  private List<Author> authors() {
    return parts.authors(
        entry.path("authors"),
        entry.path("author"),
        context.head("authors"),
        context.head("author"));
  }

  private String title(ItemBody body, @Nullable Image image) {
    String title = present(body.html().body(), body.lead(), image);
    String alt = image == null ? null : image.alt();
    String content =
        entry.has("_earlier") ? earlier.path("content_html").asString(null) : body.ofContent();
    String identity = IdentityTitle.unlessCut(IdentityTitle.of(earlier, content, alt), title);
    String written = earlier.path("date_published").stringValue(null);
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
