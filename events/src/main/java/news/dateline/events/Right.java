package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an author may do on a feed. Events carry the rights that their author had. */
public enum Right {
  /** Read the desk of the feed, submit new items, revise and withdraw own ones before release. */
  @JsonProperty("submit")
  SUBMIT,
  /** Publish new items, and update own items. */
  @JsonProperty("publish")
  PUBLISH,
  /** Update, correct and retract all items, pin them, make them breaking news, and review. */
  @JsonProperty("edit")
  EDIT,
  /** Open, revise and close the feed, import, restore, and manage partners and identities. */
  @JsonProperty("administer")
  ADMINISTER;

  private static final Pattern COMMA = Pattern.compile(",");

  /** Returns the name in JSON and in {@code ce_rights}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the value of {@code ce_rights}: the names in a fixed order, separated by commas. */
  static String format(Collection<Right> rights) {
    return rights.stream().sorted().map(Right::wireName).collect(Collectors.joining(","));
  }

  /** Reads a value of {@code ce_rights}. Ignores names that this version does not know. */
  static Set<Right> parse(String names) {
    Set<String> given = COMMA.splitAsStream(names).collect(Collectors.toSet());
    EnumSet<Right> rights = EnumSet.allOf(Right.class);
    rights.removeIf(right -> !given.contains(right.wireName()));
    return rights;
  }

  /**
   * Returns the right without which an event of this kind is always refused. The rules decide by
   * the item whether the author needs further rights, to publish or to change items of others.
   */
  public static Right requiredFor(NewsEvent event) {
    if (event instanceof NewsEvent.ItemPublished published) {
      return published.breaking() == null ? SUBMIT : EDIT;
    }
    if (event instanceof NewsEvent.ItemUpdated || event instanceof NewsEvent.ItemRetracted) {
      return SUBMIT;
    }
    boolean administers =
        event instanceof NewsEvent.FeedDefined
            || event instanceof NewsEvent.FeedClosed
            || event instanceof NewsEvent.ItemImported
            || event instanceof NewsEvent.ItemDeletedAtSource
            || event instanceof NewsEvent.ItemRestored;
    return administers ? ADMINISTER : EDIT;
  }
}
