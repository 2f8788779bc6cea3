package news.dateline.feedapi.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.pages.Language;

/** The web application manifest of a feed's page, with which a browser installs it. */
record Manifest(
    String id,
    String name,
    String lang,
    String dir,
    @JsonProperty("start_url") String startUrl,
    String scope,
    String display,
    @JsonProperty("background_color") String backgroundColor,
    @JsonProperty("theme_color") String themeColor,
    List<Icon> icons) {

  /** A picture of the application. */
  record Icon(String src, String type, String sizes) {}

  static Manifest of(FeedIndex index) {
    Language language = new Language(index.profile().language());
    String home = "/feeds/" + index.feed();
    return new Manifest(
        home,
        index.profile().title(),
        language.tag(),
        language.direction(),
        home,
        "/",
        "minimal-ui",
        "#fbfaf7",
        "#fbfaf7",
        List.of(
            new Icon("/assets/icon.svg", "image/svg+xml", "any"),
            new Icon("/assets/icon-192.png", "image/png", "192x192"),
            new Icon("/assets/icon-512.png", "image/png", "512x512")));
  }
}
