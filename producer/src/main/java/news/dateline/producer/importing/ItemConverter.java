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
import news.dateline.producer.importing.identity.SourceIdentity;
import news.dateline.producer.importing.identity.SourceIds;
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

  /** Digest of title and time, as earlier builds read them. */
  private String titleAndTime = "";

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

  /** Converts an entry of a document. */
  static StoredItem convert(ImportContext context, JsonNode entry) {
    if (!(entry instanceof ObjectNode object)) {
      SourceItem none = new SourceItem.InvalidItem(null, "items", "the item is not an object");
      return StoredItem.of(() -> none);
    }
    return new ItemConverter(context, object).convert();
  }

  private StoredItem convert() {
    String guid = guid();
    SourceItem embargoed = parts.embargoed(guid, entry, extension, context.times());
    if (embargoed != null) {
      return StoredItem.of(() -> embargoed);
    }
    try {
      parts.noteUnknown(extension);
      SourceTimes.ParsedTime published = published();
      Instant changed = changed(published);
      ItemContent content =
          FieldLimits.check(content(published.ahead() == null ? published.at() : null));
      SourceIdentity identity = new SourceIdentity(guid, null, link, titleAndTime);
      return StoredItem.of(
          context,
          identity,
          SourceItem.ValidItem.of(
              context,
              new StoredItem.Fields(
                  identity.guids(),
                  content,
                  changed,
                  SourceIds.digest(entry),
                  datesChanges(),
                  fields.notes())));
    } catch (InvalidFieldException e) {
      SourceItem invalid = new SourceItem.InvalidItem(guid, e.field(), e.getMessage());
      return StoredItem.of(() -> invalid);
    }
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

  private SourceTimes.ParsedTime published() {
    SourceTimes.ParsedTime published = read("publishedAt", "date_published");
    note("publishedAt", published.note());
    return published;
  }

  /** Returns the time of the last change that the source dates beside the publication. */
  private @Nullable Instant modified(@Nullable Instant published) {
    SourceTimes.ParsedTime read = read("updatedAt", "date_modified");
    Instant modified = read.at();
    boolean ahead = modified != null && read.ahead() != null;
    note("updatedAt", ahead ? "is ahead of the clock and was left out" : read.note());
    if (ahead || modified == null || modified.equals(published)) {
      return null;
    }
    if (published != null && modified.isAfter(published)) {
      return modified;
    }
    String problem = published == null ? "is without a publication" : "is before the publication";
    note("updatedAt", problem + " and was left out");
    return null;
  }

  private SourceTimes.ParsedTime read(String field, String member) {
    JsonNode written = entry.path(member);
    return written.isNumber()
        ? new SourceTimes.ParsedTime(null, "is no text and was left out")
        : context.times().read(fields.scalar(field, written));
  }

  private void note(String field, @Nullable String what) {
    if (what != null) {
      fields.note(field, what);
    }
  }

  /** Returns the time of the last change, or that of a publication that is ahead of the clock. */
  private @Nullable Instant changed(SourceTimes.ParsedTime published) {
    // by the same time in both fields the rules know that the source dates its changes only
    Instant later = datesChanges() ? published.at() : modified(published.at());
    return published.ahead() == null ? later : published.ahead();
  }

  private boolean datesChanges() {
    return entry.has("_published_unknown");
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
    titleAndTime = SourceIds.ofTitle(identity, IdentityTime.of(written, context.times().zone()));
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
