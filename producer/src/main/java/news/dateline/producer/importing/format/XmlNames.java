package news.dateline.producer.importing.format;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Names elements by the usual prefix of their namespace, whose scheme, letter case and last slash
 * make no difference. A prefix that the document does not declare is taken for the usual one, which
 * a parser that knows namespaces would refuse.
 */
final class XmlNames {
  /** The prefix of each namespace; empty for those of the formats themselves. */
  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("", ""),
          Map.entry("http://purl.org/rss/1.0/", ""),
          Map.entry("http://my.netscape.com/rdf/simple/0.9/", ""),
          Map.entry("http://channel.netscape.com/rdf/simple/0.9/", ""),
          Map.entry("http://backend.userland.com/rss2", ""),
          Map.entry("http://www.w3.org/2005/Atom", "atom"),
          Map.entry("http://purl.org/atom/ns#", "atom"),
          Map.entry("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
          Map.entry("http://purl.org/dc/elements/1.1/", "dc"),
          Map.entry("http://purl.org/dc/terms/", "dcterms"),
          Map.entry("http://purl.org/rss/1.0/modules/content/", "content"),
          Map.entry("http://search.yahoo.com/mrss/", "media"),
          Map.entry("http://search.yahoo.com/mrss", "media"),
          Map.entry("http://purl.org/atompub/tombstones/1.0", "at"),
          Map.entry("http://www.w3.org/1999/xhtml", "xhtml"),
          Map.entry("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"));

  private static final Pattern SCHEME_OR_LAST_SLASH = Pattern.compile("^https?://|/$");

  private static final Map<String, String> PREFIXES_OF_SPELLINGS =
      PREFIXES.entrySet().stream()
          .collect(
              toUnmodifiableMap(
                  known -> spelling(known.getKey()), Map.Entry::getValue, (one, same) -> one));

  /** A namespace that is longer is unknown: it is compared for each element. */
  private static final int MAX_NAMESPACE = 100;

  private static final Set<String> USUAL =
      Set.of("atom", "rdf", "dc", "dcterms", "content", "media", "at", "xhtml", "itunes");

  private final Deque<Map<String, String>> scopes = new ArrayDeque<>();

  /** Pushes the scope of the element on which the reader stands, and returns its name. */
  String pushScope(XMLStreamReader reader) {
    Map<String, String> outer = scopes.isEmpty() ? Map.of() : scopes.peek();
    Map<String, String> scope = outer;
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String name = attribute(reader, i);
      if (name.equals("xmlns") || name.startsWith("xmlns:")) {
        scope = scope == outer ? new HashMap<>(outer) : scope;
        scope.put(name.substring(Math.min(6, name.length())), reader.getAttributeValue(i));
      }
    }
    scopes.push(scope);
    return name(
        reader,
        namespace ->
            namespace.length() > MAX_NAMESPACE
                ? null
                : PREFIXES_OF_SPELLINGS.get(spelling(namespace)));
  }

  /**
   * Returns the name of the element on which the reader stands, as builds gave it that knew one
   * spelling of each namespace: digests depend on it.
   */
  String earlierName(XMLStreamReader reader) {
    return name(reader, PREFIXES::get);
  }

  /** Returns the name of an attribute as it is written. */
  static String attribute(XMLStreamReader reader, int index) {
    return qualified(reader.getAttributePrefix(index), reader.getAttributeLocalName(index));
  }

  private static String qualified(@Nullable String prefix, String local) {
    boolean bare = prefix == null || prefix.isEmpty() || local.indexOf(':') >= 0;
    return bare ? local : prefix + ":" + local;
  }

  void popScope() {
    scopes.pop();
  }

  private String name(
      XMLStreamReader reader, Function<String, @Nullable String> prefixOfNamespace) {
    String written = qualified(reader.getPrefix(), reader.getLocalName());
    int colon = written.indexOf(':');
    String prefix = colon < 0 ? "" : written.substring(0, colon);
    String local = written.substring(colon + 1);
    String namespace = scopes.getFirst().get(prefix);
    if (namespace == null) {
      boolean ownFormat = prefix.isEmpty() || prefix.equals("rss");
      return ownFormat ? local : (USUAL.contains(prefix) ? prefix : "other") + ":" + local;
    }
    String known = prefixOfNamespace.apply(namespace.strip());
    String usual = known == null ? (prefix.isEmpty() ? "" : "other") : known;
    return usual.isEmpty() ? local : usual + ":" + local;
  }

  private static String spelling(String namespace) {
    return SCHEME_OR_LAST_SLASH.matcher(namespace.toLowerCase(Locale.ROOT)).replaceAll("");
  }
}
