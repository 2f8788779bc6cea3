package news.dateline.feedapi.feed;

import jakarta.validation.constraints.Pattern;
import java.util.Optional;
import news.dateline.events.FeedId;
import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.page.Pages;
import news.dateline.pages.Messages;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The routes of pages, snapshots, items and changes. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedConfiguration.FeedProperties.class)
public class FeedConfiguration {

  /**
   * What the public API shows.
   *
   * @param defaultFeed Id of the feed that {@code /} shows. Empty: the feed that was opened first.
   */
  @ConfigurationProperties("dateline")
  @Validated
  record FeedProperties(@DefaultValue("") @Pattern(regexp = "[a-z0-9-]{0,64}") String defaultFeed) {
    Optional<FeedId> defaultFeedId() {
      return defaultFeed.isEmpty() ? Optional.empty() : Optional.of(new FeedId(defaultFeed));
    }
  }

  @Bean
  ReadContext readContext(
      FeedStore feeds, AuthorizedLookup lookup, Representations representations) {
    return new ReadContext(feeds, lookup, representations);
  }

  @Bean
  RouterFunction<ServerResponse> feedPaths(
      ReadContext context, Pages pages, Messages messages, FeedProperties settings) {
    return new FeedRoutes(context, pages).routes(settings.defaultFeedId(), messages);
  }

  /** Returns the same routes over other feeds, without a default feed. */
  public static RouterFunction<ServerResponse> routes(
      ReadContext context, Pages pages, Messages messages) {
    return new FeedRoutes(context, pages).routes(Optional.empty(), messages);
  }
}
