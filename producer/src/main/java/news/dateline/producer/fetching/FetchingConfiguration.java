package news.dateline.producer.fetching;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.client.HttpClient;

/** The bean that loads documents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FetchProperties.class)
public class FetchingConfiguration {
  @Bean
  Fetcher fetcher(FetchProperties settings, ReactorResourceFactory eventLoops) {
    return new Fetcher(HttpClient.newConnection().runOn(eventLoops.getLoopResources()), settings);
  }
}
