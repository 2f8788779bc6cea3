package news.dateline.feedapi;

import news.dateline.feedapi.access.AccessConfiguration;
import news.dateline.feedapi.fanout.FanoutConfiguration;
import news.dateline.feedapi.feed.FeedConfiguration;
import news.dateline.feedapi.http.HttpConfiguration;
import news.dateline.feedapi.page.PageConfiguration;
import news.dateline.feedapi.site.SiteConfiguration;
import news.dateline.feedapi.stream.StreamConfiguration;
import news.dateline.support.boot.KafkaConfiguration;
import news.dateline.support.boot.ServiceApplication;
import news.dateline.support.web.RequestBodiesConfiguration;
import news.dateline.support.web.WebServerConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The public API: reads {@code feed-state} and serves it as snapshots, pages and streams. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
  KafkaConfiguration.class,
  TopicConfiguration.class,
  WarmUpConfiguration.class,
  AccessConfiguration.class,
  FanoutConfiguration.class,
  FeedConfiguration.class,
  HttpConfiguration.class,
  PageConfiguration.class,
  SiteConfiguration.class,
  StreamConfiguration.class,
  RequestBodiesConfiguration.class,
  WebServerConfiguration.class
})
@EnableAutoConfiguration
public class FeedApiApplication {
  public static void main(String[] args) {
    ServiceApplication.run(application(), args);
  }

  /** Returns the application, not started. Its settings are in {@code feed-api.yml}. */
  public static SpringApplication application() {
    return ServiceApplication.of(FeedApiApplication.class, "feed-api");
  }
}
