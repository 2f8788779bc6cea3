package news.dateline.producer.newsroom;

import java.time.Clock;
import news.dateline.producer.newslog.EventLog;
import news.dateline.producer.newslog.Feeds;
import news.dateline.producer.newslog.Outcomes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The editors' API. */
@Configuration(proxyBeanMethods = false)
public class NewsroomConfiguration {
  @Bean
  EditorsApi editorsApi(Feeds feeds, EventLog log, Outcomes outcomes, Clock clock) {
    return new EditorsApi(new Newsdesk(feeds, log, outcomes, clock));
  }

  @Bean
  LookUpApi lookUpApi(Feeds feeds, Outcomes outcomes) {
    return new LookUpApi(feeds, outcomes);
  }
}
