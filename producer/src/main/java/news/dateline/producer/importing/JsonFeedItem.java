package news.dateline.producer.importing;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import news.dateline.events.Image;
import news.dateline.events.Kicker;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An item of a JSON Feed, version 1 or 1.1, with Dateline's extension {@code _dateline}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record JsonFeedItem(
    @Nullable JsonNode id,
    @Nullable String url,
    @JsonProperty("external_url") @Nullable String externalUrl,
    @Nullable String title,
    @JsonProperty("content_html") @Nullable String contentHtml,
    @JsonProperty("content_text") @Nullable String contentText,
    @Nullable String summary,
    @Nullable String image,
    @JsonProperty("banner_image") @Nullable String bannerImage,
    @JsonProperty("date_published") @Nullable Instant published,
    @JsonProperty("date_modified") @Nullable Instant modified,
    @Nullable List<Person> authors,
    @Nullable Person author,
    @Nullable List<String> tags,
    @Nullable String language,
    @JsonProperty("_dateline") @Nullable Extension extension) {

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Person(@Nullable String name, @Nullable String url) {}

  /**
   * Fields that JSON Feed does not have. Unknown fields are refused here: a misspelled or
   * unsupported embargo, for example, must not be ignored.
   */
  record Extension(
      @Nullable String label,
      @Nullable Kicker kicker,
      @Nullable String section,
      @Nullable String source,
      @Nullable Image image,
      @Nullable Boolean keyEvent) {
    static final Extension NONE = new Extension(null, null, null, null, null, null);
  }
}
