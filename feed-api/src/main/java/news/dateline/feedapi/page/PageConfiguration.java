package news.dateline.feedapi.page;

import java.time.Clock;
import news.dateline.pages.Messages;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the readers' pages. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SiteProperties.class)
public class PageConfiguration {
  @Bean
  Messages messages() {
    return new Messages();
  }

  @Bean
  Assets assets() {
    return new Assets();
  }

  @Bean
  Pages pages(Messages messages, Assets assets, SiteProperties site, Clock clock) {
    return new Pages(messages, assets, site, clock);
  }
}
