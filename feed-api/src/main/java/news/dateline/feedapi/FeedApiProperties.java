package news.dateline.feedapi;

import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;
import news.dateline.events.FeedId;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the public side shows.
 *
 * @param defaultFeed the feed's id that {@code /} shows; empty: the one opened first
 * @param requestTimeout time until the first request of a connection must have come with all its
 *     headers
 * @param idleTimeout time until the next one must have come after an answer
 */
@ConfigurationProperties("dateline")
@Validated
record FeedApiProperties(
    @DefaultValue("") @Pattern(regexp = "[a-z0-9-]{0,64}") String defaultFeed,
    @DefaultValue("10s") @DurationMin(millis = 100) Duration requestTimeout,
    @DefaultValue("60s") @DurationMin(millis = 100) Duration idleTimeout) {
  Optional<FeedId> defaultFeedId() {
    return defaultFeed.isEmpty() ? Optional.empty() : Optional.of(new FeedId(defaultFeed));
  }
}
