package news.dateline.feedapi.fanout;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.index.FeedStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

/** The hub of all streams and its lifecycle. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
public class FanoutConfiguration {
  @Bean
  Admission admission(StreamProperties settings, MeterRegistry meters) {
    return new Admission(settings.maxStreams(), settings.maxStreamsPerAddress(), meters);
  }

  @Bean
  StreamHub streamHub(
      FeedStore feeds, StreamProperties settings, Admission admission, MeterRegistry meters) {
    return new StreamHub(feeds, settings, admission, meters);
  }

  @Bean
  SubscriberLifecycle subscriberLifecycle(
      StreamHub hub, Admission admission, StreamProperties settings) {
    SubscriberLifecycle.Time time =
        new SubscriberLifecycle.Time(Schedulers.parallel(), Clock.systemUTC());
    return new SubscriberLifecycle(hub, admission, settings, time);
  }
}
