package news.dateline.producer.importing.identity;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may identify an item of a document.
 *
 * @param guid the id that the source gives to the item; null if it gives none, or one that is
 *     ambiguous
 * @param ambiguousGuid the id that the source gives to the item and to others; null if it does not
 * @param titleAndTime digest of title and time
 */
public record SourceIdentity(
    @Nullable String guid,
    @Nullable String ambiguousGuid,
    @Nullable String link,
    String titleAndTime) {
  /** A guid that is a page and the number of a post or of an edit: {@code https://…#2}. */
  private static final Pattern NUMBERED = Pattern.compile("(?is)(https?:.*)#([0-9]{1,4})");

  /** Returns what may identify an item whose guid other items of its document have, too. */
  public SourceIdentity withAmbiguousGuid() {
    return new SourceIdentity(null, guid, link, titleAndTime);
  }

  /** Returns the id that the source gives to the item, and may give to others; null if none. */
  public @Nullable String written() {
    return guid == null ? ambiguousGuid : guid;
  }

  /** Returns the page of a numbered guid if it is the link of the item, else null. */
  public @Nullable String page() {
    Matcher numbered = numbered();
    return link != null
            && numbered.matches()
            && SourceIds.normalizedLink(numbered.group(1)).equals(SourceIds.normalizedLink(link))
        ? numbered.group(1)
        : null;
  }

  /** Returns the number of a numbered guid, else 0. */
  public int number() {
    Matcher numbered = numbered();
    return numbered.matches() ? Integer.parseInt(numbered.group(2)) : 0;
  }

  private Matcher numbered() {
    return NUMBERED.matcher(guid == null ? "" : guid);
  }

  /** Returns the guid, else the link; null if there is neither. */
  public @Nullable String address() {
    return guid == null ? link : guid;
  }

  /** Returns title, time and link of an item without a guid as a digest; null if it has a guid. */
  public @Nullable String titleAtLink() {
    return guid == null ? titleAt(link) : null;
  }

  private String titleAt(@Nullable String page) {
    return page == null
        ? titleAndTime
        : SourceIds.hash(titleAndTime + "\n" + SourceIds.normalizedLink(page)).value();
  }

  /**
   * Returns what identifies the item. What may have identified it in another document of the
   * source, or for an earlier build, stands after that.
   */
  public List<String> guids() {
    if (guid == null) {
      return present(link, titleAt(link), titleAndTime, ambiguousGuid);
    }
    String page = page();
    return page == null ? List.of(guid) : List.of(page, guid, page + "#0");
  }

  /** Returns the same for an item whose page or link other items of its document have, too. */
  public List<String> guidsBesideOthers() {
    if (guid == null && link != null) {
      return present(titleAt(link), link, titleAndTime, ambiguousGuid);
    }
    String page = page();
    return guid == null || page == null ? guids() : List.of(guid, page);
  }

  private static List<String> present(@Nullable String... guids) {
    return Stream.of(guids).filter(Objects::nonNull).distinct().toList();
  }
}
