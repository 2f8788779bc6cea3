package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.Image;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.Json;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.pages.Urls;
import org.jspecify.annotations.Nullable;

/** Describes pages to search engines in the vocabulary of schema.org, as JSON-LD. */
final class JsonLd {
  private final FeedIndex index;
  private final SiteProperties site;
  private final Urls urls;

  JsonLd(FeedIndex index, SiteProperties site) {
    this.index = index;
    this.site = site;
    this.urls = new Urls(index.feed());
  }

  /** A JSON object without the members that have no value. */
  private static final class Node extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    static Node of(String type) {
      return new Node().with("@type", type);
    }

    Node with(String name, @Nullable Object value) {
      if (value != null && !value.equals(List.of())) {
        put(name, value);
      }
      return this;
    }
  }

  /**
   * Describes a live blog. Each update has its own headline and dates. The coverage has no end
   * until the feed is closed, because search engines would take an end for the end of the coverage.
   */
  String liveBlog(List<Item> items) {
    Instant opened = index.state().openedAt();
    Instant modified = items.stream().map(JsonLd::modified).reduce(opened, JsonLd::later);
    return script(
        Node.of("LiveBlogPosting")
            .with("@id", site.url(urls.home()))
            .with("url", site.url(urls.home()))
            .with("headline", index.profile().title())
            .with("inLanguage", index.profile().language())
            .with("datePublished", opened.toString())
            .with("dateModified", modified.toString())
            .with("coverageStartTime", opened.toString())
            .with("coverageEndTime", index.closed() ? modified.toString() : null)
            .with("author", publisher())
            .with("publisher", publisher())
            .with("liveBlogUpdate", items.stream().flatMap(this::update).toList()));
  }

  private Stream<Map<String, Object>> update(Item item) {
    ItemContent content = item.content();
    return content == null
        ? Stream.empty()
        : Stream.of(
            common("BlogPosting", item, content).with("articleBody", PlainText.summary(content)));
  }

  /** Describes the page of an item that is not retracted. */
  String article(Item item) {
    ItemContent content = Objects.requireNonNull(item.content());
    String page = site.url(urls.item(item.id()));
    return script(
        common(type(content.label()), item, content)
            .with("mainEntityOfPage", page)
            .with("description", PlainText.summary(content))
            .with("articleSection", content.section())
            .with("keywords", content.tags())
            .with("isBasedOn", content.link())
            .with("publisher", publisher())
            .with("correction", item.corrections().stream().map(this::correction).toList()));
  }

  private static String type(@Nullable String label) {
    return switch (String.valueOf(label)) {
      case "opinion" -> "OpinionNewsArticle";
      case "review" -> "ReviewNewsArticle";
      case "analysis" -> "AnalysisNewsArticle";
      default -> "NewsArticle";
    };
  }

  private Node common(String type, Item item, ItemContent content) {
    String page = site.url(urls.item(item.id()));
    String language = content.language();
    List<Node> authors =
        content.authors().stream()
            .map(a -> Node.of("Person").with("name", a.name()).with("url", a.url()))
            .toList();
    return Node.of(type)
        .with("@id", page)
        .with("url", page)
        .with("headline", content.title())
        .with("inLanguage", language == null ? index.profile().language() : language)
        .with("datePublished", item.publishedAt().toString())
        .with("dateModified", modified(item).toString())
        .with("author", authors.isEmpty() ? publisher() : authors)
        .with("image", content.image() == null ? null : image(content.image()));
  }

  private Node correction(Item.Correction correction) {
    return Node.of("CorrectionComment")
        .with("text", correction.note())
        .with("datePublished", correction.at().toString());
  }

  private static Node image(Image image) {
    return Node.of("ImageObject")
        .with("url", image.url())
        .with("caption", image.alt())
        .with("creditText", image.credit());
  }

  private Node publisher() {
    return Node.of("Organization")
        .with("name", index.profile().title())
        .with("url", site.url(urls.home()));
  }

  /** Returns the time of the last update or correction, or else of the publication. */
  static Instant modified(Item item) {
    Instant updated = item.updatedAt() == null ? item.publishedAt() : item.updatedAt();
    return item.corrections().stream()
        .map(Item.Correction::at)
        .reduce(later(updated, item.publishedAt()), JsonLd::later);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Returns the JSON so that no text in it can end the element that contains it. */
  private static String script(Node node) {
    Node document = new Node().with("@context", "https://schema.org");
    document.putAll(node);
    return new String(Json.write(document), UTF_8).replace("<", "\\u003c");
  }
}
