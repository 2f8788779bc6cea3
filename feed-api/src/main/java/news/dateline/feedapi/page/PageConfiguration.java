package news.dateline.feedapi.page;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of the readers' pages. */
@Configuration(proxyBeanMethods = false)
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
  Pages pages(Messages messages, Assets assets) {
    return new Pages(messages, assets);
  }
}
