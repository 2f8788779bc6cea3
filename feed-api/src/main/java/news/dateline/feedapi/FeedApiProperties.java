package news.dateline.feedapi;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import news.dateline.events.FeedId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the public side shows.
 *
 * @param defaultFeed the feed's id that {@code /} shows; empty: the one opened first
 */
@ConfigurationProperties("dateline")
@Validated
record FeedApiProperties(
    @DefaultValue("") @Pattern(regexp = "[a-z0-9-]{0,64}") String defaultFeed) {
  Optional<FeedId> home() {
    return defaultFeed.isEmpty() ? Optional.empty() : Optional.of(new FeedId(defaultFeed));
  }
}
