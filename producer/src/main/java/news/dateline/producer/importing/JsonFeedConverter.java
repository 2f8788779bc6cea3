package news.dateline.producer.importing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Author;
import news.dateline.events.FieldLimits;
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent;
import news.dateline.producer.request.StrictJson;
import news.dateline.producer.text.HtmlSanitizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Converts the items of a JSON Feed.
 *
 * @param feedLanguage the language of the receiving feed, which its items do not repeat
 * @param documentLanguage the language of items that name none
 */
record JsonFeedConverter(String feedLanguage, @Nullable String documentLanguage) {
  private static final int MAX_HTML_LENGTH = 1_000_000;
  private static final int MAX_DERIVED_TITLE = 120;
  private static final Pattern SENTENCE = Pattern.compile("^.{1,120}?[.!?…](?=\\s|$)");
  private static final Map<String, String> SOURCE_FIELD_NAMES =
      Map.of("lead", "summary", "body", "content_html", "link", "url");

  SourceItem convert(JsonFeedItem item) {
    String guid = item.id() == null ? null : guid(item.id());
    if (guid == null) {
      return new SourceItem.InvalidItem(null, "id", "id is missing, or neither text nor a number");
    }
    try {
      return new SourceItem.ValidItem(
          guid,
          new NewsEvent.ItemImported(
              SourceItem.idOf(guid), FieldLimits.check(content(item)), updatedAt(item)));
    } catch (InvalidFieldException e) {
      String field = SOURCE_FIELD_NAMES.getOrDefault(e.field(), e.field());
      InvalidFieldException inSource = StrictJson.withField(e, field);
      return new SourceItem.InvalidItem(guid, field, inSource.getMessage());
    }
  }

  /** Returns the id as text. JSON Feed 1.1 requires readers to accept a number, too. */
  static @Nullable String guid(JsonNode id) {
    return id.isString() || id.isNumber() ? nonBlank(id.asString()) : null;
  }

  private ItemContent content(JsonFeedItem item) {
    JsonFeedItem.Extension extension =
        Objects.requireNonNullElse(item.extension(), JsonFeedItem.Extension.NONE);
    String title = title(item);
    return new ItemContent(
        title,
        extension.kicker(),
        extension.label(),
        nonBlank(item.summary()),
        body(item, title),
        first(item.url(), item.externalUrl()),
        extension.image() == null ? image(item) : extension.image(),
        authors(item),
        extension.source(),
        tags(item),
        extension.section(),
        language(item),
        item.published(),
        null,
        extension.keyEvent());
  }

  private static String title(JsonFeedItem item) {
    String title = first(item.title(), null);
    if (title == null) {
      String html = nonBlank(item.contentHtml());
      String text = first(item.contentText(), item.summary());
      title = titleFrom(text == null && html != null ? HtmlSanitizer.text(html) : text);
    }
    return singleLine(title);
  }

  private static String titleFrom(@Nullable String text) {
    if (text == null) {
      throw new InvalidFieldException(
          "title", "is missing, and the item has no text from which to derive it");
    }
    String line = singleLine(text);
    Matcher sentence = SENTENCE.matcher(line);
    if (sentence.find()) {
      return sentence.group();
    }
    if (line.codePointCount(0, line.length()) <= MAX_DERIVED_TITLE) {
      return line;
    }
    String cut = line.substring(0, line.offsetByCodePoints(0, MAX_DERIVED_TITLE - 1));
    int space = cut.lastIndexOf(' ');
    return (space > 0 ? cut.substring(0, space) : cut) + "…";
  }

  private static @Nullable String body(JsonFeedItem item, String title) {
    String html = nonBlank(item.contentHtml());
    if (html != null) {
      if (html.length() > MAX_HTML_LENGTH) {
        throw new InvalidFieldException("body", "has more than " + MAX_HTML_LENGTH + " characters");
      }
      return HtmlSanitizer.sanitizeLeniently(html, item.url()).body();
    }
    String text = nonBlank(item.contentText());
    return text == null || singleLine(text).equals(title) ? null : HtmlSanitizer.fromText(text);
  }

  private static @Nullable Image image(JsonFeedItem item) {
    String url = first(item.image(), item.bannerImage());
    return url == null
        ? null
        : inField("image", () -> FieldLimits.check(new Image(url, null, null, null, null)));
  }

  private static List<Author> authors(JsonFeedItem item) {
    Stream<JsonFeedItem.Person> people =
        item.authors() == null ? Stream.ofNullable(item.author()) : item.authors().stream();
    return inField(
        "authors",
        () ->
            people
                .filter(person -> person != null && nonBlank(person.name()) != null)
                .map(person -> new Author(singleLine(person.name()), webPage(person.url())))
                .map(FieldLimits::check)
                .toList());
  }

  /** Returns the URL of an author's page. The format also allows mailto:, which is dropped. */
  private static @Nullable String webPage(@Nullable String url) {
    String page = nonBlank(url);
    return page == null || page.startsWith("mailto:") ? null : page;
  }

  private static List<String> tags(JsonFeedItem item) {
    return item.tags() == null
        ? List.of()
        : item.tags().stream()
            .filter(tag -> nonBlank(tag) != null)
            .map(JsonFeedConverter::singleLine)
            .toList();
  }

  private @Nullable String language(JsonFeedItem item) {
    String language = first(item.language(), documentLanguage);
    if (language == null) {
      return null;
    }
    // many feeds write en_US, which is not a BCP 47 tag
    String tag = language.strip().replace('_', '-');
    return tag.equalsIgnoreCase(feedLanguage) ? null : tag;
  }

  /** Returns the time of the last modification if it is later than the publication. */
  private static @Nullable Instant updatedAt(JsonFeedItem item) {
    Instant modified = item.modified();
    Instant published = item.published();
    return modified != null && published != null && modified.isAfter(published) ? modified : null;
  }

  private static <T> T inField(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidFieldException e) {
      throw StrictJson.withField(e, field);
    }
  }

  private static @Nullable String first(@Nullable String preferred, @Nullable String fallback) {
    return nonBlank(preferred) == null ? nonBlank(fallback) : preferred;
  }

  private static @Nullable String nonBlank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static String singleLine(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ");
  }
}
