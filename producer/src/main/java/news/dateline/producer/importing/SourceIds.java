package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.TrackingParameters;
import news.dateline.producer.editorial.EventIds;
import news.dateline.producer.text.WebAddress;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes ids of what identifies an item in its source. */
final class SourceIds {
  private static final int LENGTH = 32;
  private static final int MAX_GUID = 1_000;
  private static final int MAX_SOURCE = 200;

  /** The number of earlier edits of a story that are looked for, besides the first two. */
  private static final int MAX_EDITS = 50;

  /** A guid of a story whose edits have one each, as those of the BBC: {@code https://…#2}. */
  private static final Pattern EDIT = Pattern.compile("(?is)(https?:.*)#([0-9]{1,4})");

  private static final Pattern ADDRESS = Pattern.compile("(?is)https?:.*");
  private static final Pattern USER_INFO = Pattern.compile("(?<=^//)[^/?#]*@");
  private static final Pattern HOST = Pattern.compile("(?s)^https?://(?:[^/?#]*@)?([^/?#]*).*");

  private SourceIds() {}

  /** Returns the guid as an item id if it is a valid one, else 32 hex digits of its SHA-256. */
  static ItemId of(String guid) {
    // most guids are addresses, and an exception for each would cost more than the digest
    return ItemId.parse(guid).orElseGet(() -> hash(guid));
  }

  static ItemId hash(String text) {
    byte[] digest = EventIds.digest("SHA-256").digest(text.getBytes(UTF_8));
    return new ItemId(HexFormat.of().formatHex(digest).substring(0, LENGTH));
  }

  /** Returns what identifies an item without a guid or link, or with a link that others share. */
  static String ofTitle(String title, @Nullable Instant published) {
    return hash(title + "\n" + published).value();
  }

  /**
   * Returns the ids that an item may have. A new item gets the first one that is free: the first or
   * the second, which do not depend on the spelling of an address. The others are those that
   * earlier releases gave, and of earlier edits of the story.
   *
   * @param guid what identifies the item in its source, as the source writes it
   * @param otherGuid what identified it in another document of the source; null: nothing else. For
   *     an edit its page or, if that is another item, the first edit
   */
  static List<ItemId> candidates(String source, String guid, @Nullable String otherGuid) {
    Stream<ItemId> present =
        Stream.of(guid, otherGuid)
            .filter(Objects::nonNull)
            .flatMap(each -> candidates(source, each).stream());
    String page = page(guid);
    boolean edit = otherGuid != null && page != null && otherGuid.startsWith(page);
    // imports that told edits apart gave each the first or the second id of its guid
    Stream<ItemId> earlier =
        edit
            ? earlierEdits(guid).flatMap(each -> candidates(source, each).stream().limit(2))
            : Stream.empty();
    return Stream.concat(present, earlier).distinct().toList();
  }

  /**
   * Returns the guids of the edits before this one, the newest last: an item keeps the id of the
   * edit that was imported first, mostly 0 or 1.
   */
  private static Stream<String> earlierEdits(String guid) {
    int edit = edit(guid);
    return IntStream.range(0, edit)
        .filter(number -> number <= 1 || number >= edit - MAX_EDITS)
        .mapToObj(number -> withEdit(guid, number));
  }

  /** Returns the number of an edit. */
  static int edit(String guid) {
    return Integer.parseInt(guid.substring(guid.lastIndexOf('#') + 1));
  }

  /** Returns the guid of the first edit of a story. */
  static String firstEdit(String guid) {
    return withEdit(guid, 0);
  }

  private static String withEdit(String guid, int number) {
    return guid.substring(0, guid.lastIndexOf('#') + 1) + number;
  }

  /** Returns the page of a guid that is a page and, as its fragment, the number of an edit. */
  static @Nullable String page(String guid) {
    Matcher edit = EDIT.matcher(guid);
    return edit.matches() ? edit.group(1) : null;
  }

  /** Returns the page of such a guid if it is the link of the item. */
  static @Nullable String page(String guid, @Nullable String link) {
    String page = page(guid);
    return page != null && link != null && normalized(page).equals(normalized(link)) ? page : null;
  }

  /** Returns the ids of an item that nothing else identifies. */
  static List<ItemId> candidates(String source, String guid) {
    String normalized = normalized(guid);
    ItemId own = hash(source + "\n" + normalized);
    return normalized.equals(guid)
        ? List.of(of(guid), own)
        : Stream.of(
                hash(normalized),
                own,
                of(guid),
                hash("https:" + normalized),
                hash("http:" + normalized))
            .distinct()
            .toList();
  }

  /** Returns an address without scheme and tracking parameters; other guids as they are. */
  static String normalized(String guid) {
    if (!ADDRESS.matcher(guid).matches()) {
      return guid;
    }
    return WebAddress.resolve(null, Parser.unescapeEntities(guid, true))
        .map(
            address ->
                TrackingParameters.OF_GUIDS.removedFrom(
                    address.substring(address.indexOf(':') + 1)))
        .orElse(guid);
  }

  /** Returns the guid as it is recorded. */
  static String recorded(String guid) {
    return bounded(normalized(guid), MAX_GUID);
  }

  /**
   * Returns the name of the source that an address stands for. Editors see it, so it has no user
   * info, and the digest of the query, either of which may be a secret.
   */
  static String source(String address) {
    String plain = USER_INFO.matcher(normalized(address)).replaceFirst("").replaceFirst("#.*", "");
    String[] path = plain.split("\\?", 2);
    String page = path[0].replaceFirst("/$", "");
    return bounded(path.length < 2 ? page : page + "?" + hash(path[1]), MAX_SOURCE);
  }

  /** Returns the host of an address, with its port. */
  static String host(String address) {
    return HOST.matcher(address).replaceFirst("$1");
  }

  private static String bounded(String text, int max) {
    return text.length() <= max ? text : digest(text.getBytes(UTF_8));
  }

  /** Returns the digest of an item as the source wrote it, which its reader may have made. */
  static String digest(JsonNode entry) {
    String whole = entry.path("_digest").asString(null);
    return whole == null ? digest(Json.write(entry)) : whole;
  }

  static String digest(byte[] entry) {
    return HexFormat.of().formatHex(EventIds.digest("SHA-256").digest(entry));
  }
}
