package news.dateline.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import org.springframework.web.util.UriUtils;

/** The paths of the pages of a feed. */
public record Urls(FeedId feed) {
  public String home() {
    return "/feeds/" + feed;
  }

  public String items() {
    return home() + "/items/";
  }

  public String item(ItemId id) {
    return items() + encoded(id.value());
  }

  /** Returns the feed's page at the item. The fragment scrolls there without a script too. */
  public String permalink(ItemId id) {
    return home() + "?item=" + encoded(id.value()) + "#item-" + encoded(id.value());
  }

  /** Returns the feed's page with the items only that have this value of a filter. */
  public String view(String parameter, String value) {
    return home() + "?" + parameter + "=" + encoded(value);
  }

  public String days() {
    return home() + "/days";
  }

  public String search() {
    return home() + "/search";
  }

  public String manifest() {
    return home() + "/manifest.webmanifest";
  }

  private static String encoded(String value) {
    return UriUtils.encode(value, UTF_8);
  }
}
