package news.dateline.producer.importing.identity;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may identify an item of a document.
 *
 * @param guid the id that the source gives to the item; null if it gives none
 * @param titleAndTime digest of title and time
 */
public record SourceIdentity(@Nullable String guid, @Nullable String link, String titleAndTime) {
  /** A guid that is a page and the number of a post or of an edit: {@code https://…#2}. */
  private static final Pattern NUMBERED = Pattern.compile("(?is)(https?:.*)#([0-9]{1,4})");

  /** Returns the identity of an item whose guid identifies nothing. */
  public SourceIdentity withoutGuid() {
    return new SourceIdentity(null, link, titleAndTime);
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
        : SourceIds.hash(titleAndTime + "\n" + SourceIds.normalized(page)).value();
  }

  /**
   * Returns what identifies the item. What may have identified it in another document of the
   * source, or for an earlier build, stands after that.
   */
  public List<String> guids() {
    if (guid == null) {
      return link == null ? List.of(titleAndTime) : List.of(link, titleAt(link), titleAndTime);
    }
    String page = page();
    return page == null ? List.of(guid) : List.of(page, guid, page + "#0");
  }

  /** Returns the same for an item whose page or link other items of its document have, too. */
  public List<String> guidsBesideOthers() {
    if (guid == null && link != null) {
      return List.of(titleAt(link), link, titleAndTime);
    }
    String page = page();
    return guid == null || page == null ? guids() : List.of(guid, page);
  }
}
