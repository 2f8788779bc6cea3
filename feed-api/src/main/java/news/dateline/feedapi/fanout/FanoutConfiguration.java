package news.dateline.feedapi.fanout;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import news.dateline.feedapi.admission.Admission;
import news.dateline.feedapi.index.FeedStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import reactor.core.scheduler.Schedulers;

/** The hub of all streams and its lifecycle. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamProperties.class)
public class FanoutConfiguration {
  private static final Duration SHUTDOWN_RESERVE = Duration.ofSeconds(5);

  @Bean
  Admission admission(StreamProperties settings, MeterRegistry meters) {
    return new Admission(settings.maxStreams(), settings.maxStreamsPerAddress(), meters);
  }

  @Bean
  StreamHub streamHub(
      FeedStore feeds, StreamProperties settings, Admission admission, MeterRegistry meters) {
    return new StreamHub(feeds, settings, admission, meters);
  }

  /** Gives the phase in which the streams end the time that it needs by its settings. */
  @Bean
  SubscriberLifecycle subscriberLifecycle(
      StreamHub hub,
      Admission admission,
      StreamProperties settings,
      DefaultLifecycleProcessor lifecycles) {
    SubscriberLifecycle.Time time =
        new SubscriberLifecycle.Time(Schedulers.parallel(), Clock.systemUTC());
    SubscriberLifecycle lifecycle = new SubscriberLifecycle(hub, admission, settings, time);
    Duration needed = settings.shutdownWait().plus(settings.shutdownDrain()).plus(SHUTDOWN_RESERVE);
    lifecycles.setTimeoutForShutdownPhase(lifecycle.getPhase(), needed.toMillis());
    return lifecycle;
  }
}
