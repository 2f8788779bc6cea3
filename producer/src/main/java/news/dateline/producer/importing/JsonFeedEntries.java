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
import news.dateline.events.Image;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent;
import news.dateline.producer.request.HtmlSanitizer;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Says in our words what an item of a JSON Feed says in its own.
 *
 * @param feedLanguage the language of the feed the items are for, which they need not repeat
 * @param documentLanguage the language of the document, of items that name none
 */
record JsonFeedEntries(String feedLanguage, @Nullable String documentLanguage) {
  private static final int MAX_HTML_LENGTH = 1_000_000;
  private static final int MAX_DERIVED_TITLE = 120;
  private static final Pattern SENTENCE = Pattern.compile("^.{1,120}?[.!?…](?=\\s|$)");
  private static final Map<String, String> SOURCE_FIELD_NAMES =
      Map.of("lead", "summary", "body", "content_html", "link", "url", "id", "id");

  SourceItem item(JsonFeedItem item) {
    String guid = item.id() == null ? null : guid(item.id());
    if (guid == null) {
      return new SourceItem.InvalidItem(null, "id", "id is missing, or neither text nor a number");
    }
    try {
      return new SourceItem.ValidItem(
          guid, new NewsEvent.ItemImported(SourceItem.idOf(guid), content(item), updatedAt(item)));
    } catch (InvalidFieldException e) {
      String field = SOURCE_FIELD_NAMES.getOrDefault(e.field(), e.field());
      InvalidFieldException inSource = StrictJson.withField(e, field);
      return new SourceItem.InvalidItem(guid, field, inSource.getMessage());
    }
  }

  /** The item's id as text, for a number too, as the format asks of its readers. */
  static @Nullable String guid(JsonNode id) {
    return id.isString() || id.isNumber() ? present(id.asString()) : null;
  }

  private ItemContent content(JsonFeedItem item) {
    JsonFeedItem.Extension extension =
        Objects.requireNonNullElse(item.extension(), JsonFeedItem.Extension.NONE);
    String title = title(item);
    return new ItemContent(
        title,
        extension.kicker(),
        extension.label(),
        present(item.summary()),
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
      String html = present(item.contentHtml());
      String text = first(item.contentText(), item.summary());
      title = beginning(text == null && html != null ? HtmlSanitizer.text(html) : text);
    }
    return line(title);
  }

  private static String beginning(@Nullable String text) {
    if (text == null) {
      throw new InvalidFieldException("title", "is missing, and there is no text to take it from");
    }
    String line = line(text);
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
    String html = present(item.contentHtml());
    if (html != null) {
      if (html.length() > MAX_HTML_LENGTH) {
        throw new InvalidFieldException("body", "has more than " + MAX_HTML_LENGTH + " characters");
      }
      return HtmlSanitizer.sanitize(html);
    }
    String text = present(item.contentText());
    return text == null || line(text).equals(title) ? null : HtmlSanitizer.fromText(text);
  }

  private static @Nullable Image image(JsonFeedItem item) {
    String url = first(item.image(), item.bannerImage());
    return url == null ? null : named("image", () -> new Image(url, null, null, null, null));
  }

  private static List<Author> authors(JsonFeedItem item) {
    Stream<JsonFeedItem.Person> people =
        item.authors() == null ? Stream.ofNullable(item.author()) : item.authors().stream();
    return named(
        "authors",
        () ->
            people
                .filter(person -> person != null && present(person.name()) != null)
                .map(person -> new Author(line(person.name()), web(person.url())))
                .toList());
  }

  /** An author's page; the format allows mailto: too, which is no page. */
  private static @Nullable String web(@Nullable String url) {
    String present = present(url);
    return present == null || present.startsWith("mailto:") ? null : present;
  }

  private static List<String> tags(JsonFeedItem item) {
    return item.tags() == null
        ? List.of()
        : item.tags().stream()
            .filter(tag -> present(tag) != null)
            .map(JsonFeedEntries::line)
            .toList();
  }

  private @Nullable String language(JsonFeedItem item) {
    String language = first(item.language(), documentLanguage);
    if (language == null) {
      return null;
    }
    // en_US is as common as it is wrong
    String tag = language.strip().replace('_', '-');
    return tag.equalsIgnoreCase(feedLanguage) ? null : tag;
  }

  /** The source's own time of its last change, where it is one. */
  private static @Nullable Instant updatedAt(JsonFeedItem item) {
    Instant modified = item.modified();
    Instant published = item.published();
    return modified != null && published != null && modified.isAfter(published) ? modified : null;
  }

  private static <T> T named(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidFieldException e) {
      throw StrictJson.withField(e, field);
    }
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return present(one) == null ? present(other) : one;
  }

  private static @Nullable String present(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static String line(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("[\\s\\u2028\\u2029\\u0085]+", " ");
  }
}
