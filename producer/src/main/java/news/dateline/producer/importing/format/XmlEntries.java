package news.dateline.producer.importing.format;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.Json;
import news.dateline.producer.text.HtmlSanitizer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Gives items of RSS and entries of Atom the members of a JSON Feed item. */
final class XmlEntries {
  /** Members that this class sets. A JSON Feed must not. */
  static final List<String> OWN_MEMBERS =
      List.of(
          "_base",
          "_content_base",
          "_digest",
          "_title_html",
          "_summary_html",
          "_media_html",
          "_published_unknown",
          "_earlier");

  private static final Pattern TEXT_TYPE = Pattern.compile("(?i)^\\s*text/|xml|html");

  /** An inline element of HTML with its end tag. A start tag alone is part of the text. */
  private static final Pattern INLINE =
      Pattern.compile(
          "(?i)<(sup|sub|em|i|b|strong|s|del|ins|u|q|cite|span)(?:\\s[^<>]*)?>[^<]*</\\1\\s*>");

  private final XmlElement source;
  private final ObjectNode entry = Json.mapper().createObjectNode();
  private final ObjectNode extension = Json.mapper().createObjectNode();

  private XmlEntries(XmlElement source, String digest, XmlHead head) {
    this.source = source;
    String base = XmlHead.base(head.base(), source.attributes());
    put("_base", base);
    put("_digest", digest);
    put("language", source.childText("dc:language"));
    put("language", source.attribute("xml:lang"));
  }

  static ObjectNode rss(XmlElement item, String digest, XmlHead head) {
    XmlEntries entry = new XmlEntries(item, digest, head);
    entry.readRss();
    XmlElement earlier = item.earlier();
    if (earlier != null) {
      entry.entry.set("_earlier", rss(earlier, digest, head));
    }
    return entry.finish();
  }

  static ObjectNode atom(XmlElement item, String digest, XmlHead head) {
    XmlEntries entry = new XmlEntries(item, digest, head);
    entry.readAtom();
    XmlElement earlier = item.earlier();
    if (earlier != null) {
      entry.entry.set("_earlier", atom(earlier, digest, head));
    }
    return entry.finish();
  }

  private ObjectNode finish() {
    XmlPictures.put(source, entry, text("_base"));
    Embargo.copy(source, extension);
    for (XmlElement category :
        source.children("category", "atom:category", "dc:subject").toList()) {
      String tag =
          Stream.of(category.attribute("label"), category.attribute("term"), category.text())
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(null);
      if (tag != null) {
        entry.withArray("tags").add(tag);
      }
    }
    if (!extension.isEmpty()) {
      entry.set("_dateline", extension);
    }
    return entry;
  }

  private void readRss() {
    XmlElement guid = source.child("guid", "atom:id");
    put("id", guid == null ? null : guid.text());
    put("id", source.attribute("rdf:about"));
    XmlElement page = source.childWithText("link");
    put("url", page == null ? null : address(page, page.text()));
    put("url", alternate());
    if (guid != null && !"false".equals(guid.attribute("isPermaLink"))) {
      String address = guid.text();
      put("url", address != null && address.matches("(?i)https?:.*") ? address : null);
    }
    putRssTitle();
    XmlElement encoded = source.child("content:encoded", "xhtml:body", "body", "atom:content");
    XmlElement description =
        source.child("description", "atom:summary", "dc:description", "itunes:summary");
    if (encoded != null && encoded.content().isEmpty()) {
      encoded = null;
    }
    putContent(encoded == null ? description : encoded);
    putText("summary", encoded == null ? null : description);
    put(
        "date_published",
        source.childText(
            "pubDate", "dc:date", "date", "atom:published", "dcterms:created", "pubdate"));
    put("date_modified", source.childText("atom:updated", "dcterms:modified"));
    dateByUpdate(source.childText("atom:updated"));
    XmlAuthors.addNames(source.children("dc:creator", "author", "itunes:author"), entry);
    XmlAuthors.addPersons(source, entry, text("_base"));
    put(extension, "source", source.childText("source"));
  }

  /** The text of a title with markup stays beside its HTML, because it identifies items. */
  private void putRssTitle() {
    putText("title", source.childWithText("title", "dc:title", "media:title", "itunes:title"));
    String title = text("title");
    put("_title_html", title != null && INLINE.matcher(title).find() ? title : null);
  }

  private void readAtom() {
    put("id", source.childText("atom:id", "id"));
    put("url", alternate());
    putText("title", source.child("atom:title", "title"));
    XmlElement content = source.child("atom:content", "content");
    XmlElement summary = source.child("atom:summary", "summary");
    if (content != null && content.content().isEmpty()) {
      put("url", address(content, content.attribute("src")));
      content = null;
    }
    putContent(content);
    putText("summary", summary);
    readAtomTimes();
    XmlAuthors.addPersons(source, entry, text("_base"));
    XmlAuthors.addNames(source.children("dc:creator"), entry);
    XmlElement origin = source.child("atom:source", "source");
    put(extension, "source", origin == null ? null : origin.plainText("atom:title", "title"));
  }

  private void readAtomTimes() {
    put(
        "date_published",
        source.childText(
            "atom:published",
            "published",
            "atom:issued",
            "issued",
            "atom:created",
            "created",
            "dc:date"));
    put("date_modified", source.childText("atom:updated", "updated", "atom:modified", "modified"));
    dateByUpdate(text("date_modified"));
  }

  /** Dates an item that is not dated by its last change. */
  private void dateByUpdate(@Nullable String updated) {
    if (updated != null && !entry.has("date_published")) {
      entry.put("date_published", updated).put("_published_unknown", true);
    }
  }

  private @Nullable String alternate() {
    return source
        .children("atom:link", "link")
        .filter(link -> "alternate".equals(link.attributes().getOrDefault("rel", "alternate")))
        .flatMap(link -> Stream.ofNullable(address(link, link.attribute("href"))))
        .findFirst()
        .orElse(null);
  }

  private @Nullable String address(XmlElement element, @Nullable String reference) {
    return XmlHead.address(text("_base"), element, reference);
  }

  private void putContent(@Nullable XmlElement element) {
    if (element == null) {
      return;
    }
    put("_content_base", XmlHead.base(text("_base"), element.attributes()));
    if (isText(element.attributes().getOrDefault("type", "")) || element.hasMarkup()) {
      put("content_html", html(element));
    } else {
      // the converter says that this is no text
      entry.putObject("content_html");
    }
  }

  /** Returns true unless it is the type of a picture or other media, whose content is base64. */
  private static boolean isText(String type) {
    return !type.contains("/") || TEXT_TYPE.matcher(type).find();
  }

  /** Returns the content as HTML, whichever way the element writes it. */
  private @Nullable String html(XmlElement element) {
    if (element.hasMarkup()) {
      return element.innerHtml(XmlHead.base(text("_base"), element.attributes()));
    }
    String type = element.attributes().getOrDefault("type", "");
    String text = element.text();
    if (text == null) {
      return null;
    }
    if ("base64".equals(element.attribute("mode"))) {
      return XmlElement.decode(text);
    }
    boolean plain = type.equals("text") || type.equals("text/plain");
    boolean untyped = type.isEmpty() && element.name().endsWith("content");
    return plain || (untyped && !text.contains("<")) ? HtmlSanitizer.fromText(text) : text;
  }

  /** Sets a member to a text, or the one for HTML, of which the converter makes the text. */
  private void putText(String name, @Nullable XmlElement element) {
    String text = element == null ? null : element.text();
    if (element == null || text == null) {
      return;
    }
    String html = element.html();
    if (html == null && element.name().equals("description") && text.contains("<")) {
      html = text;
    }
    put(html == null ? name : "_" + name + "_html", html == null ? text : html);
    if (name.equals("summary")) {
      // without content this is the content
      put("_content_base", XmlHead.base(text("_base"), element.attributes()));
    }
  }

  private @Nullable String text(String name) {
    return entry.path(name).isString() ? entry.path(name).stringValue() : null;
  }

  private void put(String name, @Nullable String value) {
    put(entry, name, value);
  }

  /** Sets a member unless it is there already. */
  private static void put(ObjectNode target, String name, @Nullable String value) {
    if (value != null && !target.has(name)) {
      target.put(name, value);
    }
  }
}
