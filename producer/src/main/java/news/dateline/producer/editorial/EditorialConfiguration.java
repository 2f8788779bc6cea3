package news.dateline.producer.editorial;

import java.time.Clock;
import news.dateline.pages.ItemPreview;
import news.dateline.producer.eventlog.EditorialItems;
import news.dateline.producer.eventlog.EventLog;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Identities;
import news.dateline.producer.eventlog.Outcomes;
import news.dateline.producer.eventlog.Presences;
import news.dateline.producer.eventlog.ReachReports;
import news.dateline.producer.eventlog.RecentItems;
import news.dateline.producer.security.Authors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the editors' API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteProperties.class)
public class EditorialConfiguration {
  @Bean
  CommandHandler commandHandler(Feeds feeds, EventLog log, Outcomes outcomes, Clock clock) {
    return new CommandHandler(feeds, log, outcomes, clock);
  }

  @Bean
  EditorsApi editorsApi(CommandHandler commands) {
    return new EditorsApi(commands);
  }

  @Bean
  PinAndBreakingApi pinAndBreakingApi(CommandHandler commands) {
    return new PinAndBreakingApi(commands);
  }

  @Bean
  ReviewApi reviewApi(CommandHandler commands) {
    return new ReviewApi(commands);
  }

  @Bean
  ItemLookup itemLookup(EditorialItems items, Outcomes outcomes) {
    return new ItemLookup(items, outcomes);
  }

  @Bean
  ItemsApi itemsApi(EditorialItems items, ItemLookup lookup, Identities identities) {
    return new ItemsApi(items, lookup, identities);
  }

  @Bean
  DeskStreams deskStreams(
      Feeds feeds,
      RecentItems items,
      ReachReports reach,
      Presences presences,
      Identities identities) {
    DeskStreams streams =
        new DeskStreams(new DeskStreams.Sources(feeds, items, reach, presences, identities));
    items.onChange(streams::onChange);
    reach.onReport(streams::onReach);
    presences.onPresence(streams::onPresence);
    return streams;
  }

  @Bean
  PresenceApi presenceApi(EditorialItems items, Presences presences) {
    return new PresenceApi(items, presences);
  }

  @Bean
  DeskStreamApi deskStreamApi(Feeds feeds, DeskStreams streams, Authors authors, Clock clock) {
    return new DeskStreamApi(feeds, streams, authors, clock);
  }

  @Bean
  PreviewApi previewApi(Feeds feeds, ItemLookup items, ItemPreview page, Clock clock) {
    return new PreviewApi(feeds, items, page, clock);
  }

  @Bean
  QueryApi queryApi(Feeds feeds, Outcomes outcomes, SiteProperties site) {
    return new QueryApi(feeds, outcomes, site);
  }
}
