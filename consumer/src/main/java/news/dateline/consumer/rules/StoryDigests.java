package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.TrackingParameters;
import org.jspecify.annotations.Nullable;

/**
 * Digests by which imports recognise a story after its text is gone: of its text, of a long body,
 * of its title at its address, of its id in the source, and of the item as the source wrote it. Two
 * stories are the same if they have a digest in common. Markup, punctuation and letter case make no
 * difference.
 *
 * @param rulesLevel the level of the rules that makes the digests. From level 2 on, the query of an
 *     address without tracking parameters tells stories apart; from level 4 on, so does the link of
 *     items of one source
 */
record StoryDigests(int rulesLevel) {
  private static final int LEVEL_OF_QUERIES = 2;
  private static final int LEVEL_OF_LINKS = 4;
  private static final StoryDigests EARLIER = new StoryDigests(1);
  private static final StoryDigests PRESENT = new StoryDigests(LEVEL_OF_QUERIES);
  private static final int DIGEST_HEX_DIGITS = 32;
  private static final int MIN_BODY = 200;
  private static final int MAX_DIGESTS = 32;
  private static final Pattern TAG = Pattern.compile("<[^<>]*>");
  private static final Pattern NUMBER = Pattern.compile("&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));");

  /** The named references that HTML of the producer has. None of them is a letter. */
  private static final Pattern NAME = Pattern.compile("&(?:amp|lt|gt|quot|apos|nbsp);");

  private static final Pattern SCHEME = Pattern.compile("(?i)^https?:");
  private static final Pattern SCHEME_OR_QUERY = Pattern.compile("(?i)^https?:|\\?[^#]*");

  /** Ids that no two sources use for different stories: addresses without scheme, URNs, tags. */
  private static final Pattern UNIQUE = Pattern.compile("(?i)(//|urn:|tag:).+");

  Set<String> of(ItemContent content) {
    String title = letters(content.title());
    String body = letters(plain(content.body()));
    Set<String> digests = new LinkedHashSet<>();
    digests.add(digest("text", text(content)));
    if (!body.isEmpty()) {
      digests.add(digest("title and body", title + "\n" + body));
    }
    if (body.length() >= MIN_BODY) {
      digests.add(digest("body", body));
    }
    digests.addAll(titleAtAddress(content));
    return digests;
  }

  /** Returns the digests by which an item is found among those of its source. */
  Set<String> ofStory(ItemContent content) {
    return rulesLevel >= LEVEL_OF_LINKS && content.link() != null
        ? titleAtAddress(content)
        : of(content);
  }

  private Set<String> titleAtAddress(ItemContent content) {
    String title = letters(content.title());
    return content.link() == null
        ? Set.of()
        : Set.of(ofAddress("title", title, address(content.link())));
  }

  /** Returns the digests of a content by which a story may have been recorded. */
  static Set<String> ofEveryLevel(ItemContent content) {
    Set<String> digests = EARLIER.of(content);
    digests.addAll(PRESENT.of(content));
    if (content.link() != null) {
      digests.add(PRESENT.ofAddress("title", letters(content.title()), page(content.link())));
    }
    return digests;
  }

  /** Returns the digests of an event by which a story may have been recorded. */
  static Set<String> ofEveryLevel(ItemImported event) {
    Set<String> digests = EARLIER.of(event);
    digests.addAll(PRESENT.of(event));
    digests.addAll(ofEveryLevel(event.item()));
    if (event.item().link() != null) {
      String guid = Objects.requireNonNull(event.guid());
      digests.add(PRESENT.ofAddress("item", guid, page(event.item().link())));
    }
    return digests;
  }

  /** Returns the digest of a value at an address. No digest is the same at two levels. */
  private String ofAddress(String kind, String value, String address) {
    return digest(queriesCount() ? kind + " at query" : kind, value + "\n" + address);
  }

  private boolean queriesCount() {
    return rulesLevel >= LEVEL_OF_QUERIES;
  }

  /** Returns the letters and digits of title, summary and body. */
  static String text(ItemContent content) {
    String rest = letters(content.lead()) + letters(plain(content.body()));
    return letters(content.title()) + rest;
  }

  Set<String> of(ItemImported event) {
    String guid = Objects.requireNonNull(event.guid());
    Set<String> digests = of(event.item());
    digests.addAll(ofGuid(guid));
    if (event.item().link() != null) {
      digests.add(ofAddress("item", guid, address(event.item().link())));
    }
    digests.add(ofRaw(event));
    return digests;
  }

  /**
   * Returns the digests of an item whose content goes: of its content and of what it was before.
   */
  Set<String> ofRetracted(Optional<DeskState> before, Optional<Item> item) {
    Set<String> digests = new LinkedHashSet<>();
    before.map(DeskState::held).map(this::of).ifPresent(digests::addAll);
    item.map(Item::content).map(this::of).ifPresent(digests::addAll);
    before.map(DeskState::importedFrom).ifPresent(from -> digests.addAll(from.contentDigests()));
    if (queriesCount()) {
      // an import by level 1 recorded the present title at every query
      item.map(Item::content).map(EARLIER::titleAtAddress).ifPresent(digests::removeAll);
    }
    return digests;
  }

  /** Returns the digest of an id that is unique among all sources; nothing for others. */
  static Set<String> ofGuid(String guid) {
    return UNIQUE.matcher(guid).matches() ? Set.of(digest("guid", guid)) : Set.of();
  }

  /** Returns the known digests and, after them, those of a story. The first are dropped first. */
  static List<String> append(Collection<String> known, Collection<String> story) {
    Set<String> all = new LinkedHashSet<>(known);
    story.forEach(all::remove);
    all.addAll(story);
    return newest(all, MAX_DIGESTS).toList();
  }

  /**
   * Returns the digest of a time ahead of the clock and, after it, the known ones. Whatever times a
   * source names at its imports, they displace one digest of a text at most.
   */
  static List<String> prepend(Instant time, List<String> known) {
    List<String> others = known.stream().filter(each -> !each.equals(ofTime(time))).toList();
    return Stream.concat(Stream.of(ofTime(time)), newest(others, MAX_DIGESTS - 1)).toList();
  }

  private static Stream<String> newest(Collection<String> digests, int count) {
    return digests.stream().skip(Math.max(0, digests.size() - count));
  }

  static String ofSource(@Nullable String name) {
    return digest("source", Objects.requireNonNull(name));
  }

  /** Returns the digest of an item's id in its source, which other sources may use, too. */
  static String ofId(@Nullable String guid) {
    return digest("id", Objects.requireNonNull(guid));
  }

  /** Returns the digest of a time that was ahead of the clock when the item was imported. */
  static String ofTime(Instant time) {
    return digest("time", time.toString());
  }

  /** Returns a digest of what the source wrote: events may have any text in place of one. */
  static String ofRaw(ItemImported event) {
    return digest("raw", Objects.requireNonNull(event.digest()));
  }

  /** Returns the digest of a value that is to be compared and not to be kept. */
  private static String digest(String kind, String value) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest((kind + "\n" + value).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_HEX_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has SHA-256
    }
  }

  /** Returns an address without scheme and without what makes no other story of it. */
  String address(String link) {
    return queriesCount()
        ? SCHEME.matcher(TrackingParameters.OF_LINKS.removedFrom(link)).replaceFirst("")
        : SCHEME_OR_QUERY.matcher(link).replaceAll("");
  }

  /** Returns the address to which a source may have added parameters that no list has. */
  private static String page(String link) {
    return EARLIER.address(PRESENT.address(link));
  }

  /** Returns the text of HTML. */
  private static @Nullable String plain(@Nullable String html) {
    return html == null
        ? null
        : NAME.matcher(
                NUMBER
                    .matcher(TAG.matcher(html).replaceAll(""))
                    .replaceAll(StoryDigests::character))
            .replaceAll("");
  }

  private static String character(MatchResult reference) {
    String hex = reference.group(1);
    int code = hex == null ? Integer.parseInt(reference.group(2)) : Integer.parseInt(hex, 16);
    return Character.isValidCodePoint(code)
        ? Matcher.quoteReplacement(Character.toString(code))
        : "";
  }

  /** Returns letters and digits in lower case; the text itself if it has none. */
  private static String letters(@Nullable String written) {
    String text = written == null ? "" : Normalizer.normalize(written, Normalizer.Form.NFKC);
    StringBuilder letters = new StringBuilder(text.length());
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(letters::appendCodePoint);
    return letters.isEmpty() ? text.strip() : letters.toString();
  }
}
