package news.dateline.producer.editorial;

import jakarta.validation.constraints.Pattern;
import news.dateline.events.FeedId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where readers find what editors publish.
 *
 * @param publicUrl Scheme and host at which readers find the pages, such as {@code
 *     https://live.example.org}: the desk links each item to its page. Empty: there are no links,
 *     except in a run of all services, which knows its own port.
 */
@ConfigurationProperties("dateline.site")
@Validated
record SiteProperties(
    @DefaultValue("") @Pattern(regexp = "(https?://[^/?#@\\s]+)?") String publicUrl) {
  /** Returns the address of a feed's page, below which are those of its items. */
  @Nullable String page(FeedId feed) {
    return publicUrl.isEmpty() ? null : publicUrl + "/feeds/" + feed;
  }
}
