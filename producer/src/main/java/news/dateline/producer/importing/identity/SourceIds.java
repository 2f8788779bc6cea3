package news.dateline.producer.importing.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
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
public final class SourceIds {
  private static final int LENGTH = 32;
  private static final int MAX_GUID = 1_000;
  private static final int MAX_SOURCE = 200;

  private static final Pattern ADDRESS = Pattern.compile("(?is)https?:.*");
  private static final Pattern USER_INFO = Pattern.compile("(?<=^//)[^/?#]*@");
  private static final Pattern HOST = Pattern.compile("(?s)^https?://(?:[^/?#]*@)?([^/?#]*).*");

  private SourceIds() {}

  /** Returns the guid as an item id if it is a valid one, else 32 hex digits of its SHA-256. */
  public static ItemId of(String guid) {
    // most guids are addresses, and an exception for each would cost more than the digest
    return ItemId.parse(guid).orElseGet(() -> hash(guid));
  }

  public static ItemId hash(String text) {
    byte[] digest = EventIds.digest("SHA-256").digest(text.getBytes(UTF_8));
    return new ItemId(HexFormat.of().formatHex(digest).substring(0, LENGTH));
  }

  /** Returns the digest of title and time. */
  public static String ofTitle(String title, @Nullable Instant published) {
    return hash(title + "\n" + published).value();
  }

  /**
   * Returns the ids that an item may have. A new item gets the first one that is free: the first or
   * the second, which do not depend on the spelling of an address. The others are those that
   * earlier releases gave, and those of the item's other guids.
   *
   * @param guids what identifies the item in its source, as the source writes it, and after it what
   *     may have identified it before
   */
  public static List<ItemId> candidates(String source, List<String> guids) {
    return guids.stream().flatMap(guid -> candidates(source, guid).stream()).distinct().toList();
  }

  /** Returns the ids of an item that nothing else identifies. */
  public static List<ItemId> candidates(String source, String guid) {
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
  public static String normalized(String guid) {
    return without(TrackingParameters.OF_GUIDS, guid);
  }

  /** Returns the same without the parameters that make no other story of a link. */
  public static String normalizedLink(String link) {
    return without(TrackingParameters.OF_LINKS, link);
  }

  private static String without(TrackingParameters parameters, String guid) {
    if (!ADDRESS.matcher(guid).matches()) {
      return guid;
    }
    return WebAddress.resolve(null, Parser.unescapeEntities(guid, true))
        .map(address -> parameters.removedFrom(address.substring(address.indexOf(':') + 1)))
        .orElse(guid);
  }

  /** Returns the guid as it is recorded. */
  public static String recorded(String guid) {
    return bounded(normalized(guid), MAX_GUID);
  }

  /**
   * Returns the name of the source that an address stands for. Editors see it, so it has no user
   * info, and the digest of the query, either of which may be a secret.
   */
  public static String source(String address) {
    String plain = USER_INFO.matcher(normalized(address)).replaceFirst("").replaceFirst("#.*", "");
    String[] path = plain.split("\\?", 2);
    String page = path[0].replaceFirst("/$", "");
    return bounded(path.length < 2 ? page : page + "?" + hash(path[1]), MAX_SOURCE);
  }

  /** Returns the host of an address, with its port. */
  public static String host(String address) {
    return HOST.matcher(address).replaceFirst("$1");
  }

  private static String bounded(String text, int max) {
    return text.length() <= max ? text : digest(text.getBytes(UTF_8));
  }

  /** Returns the digest of an item as the source wrote it, which its reader may have made. */
  public static String digest(JsonNode entry) {
    String whole = entry.path("_digest").asString(null);
    return whole == null ? digest(Json.write(entry)) : whole;
  }

  public static String digest(byte[] entry) {
    return HexFormat.of().formatHex(EventIds.digest("SHA-256").digest(entry));
  }
}
