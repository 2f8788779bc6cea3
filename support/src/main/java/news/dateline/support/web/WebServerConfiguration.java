package news.dateline.support.web;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What all web servers have in common: problem documents also for requests that cannot be decoded,
 * and bodies that are written as their clients take them. Holds for an application's management
 * port too.
 */
@Configuration(proxyBeanMethods = false)
public class WebServerConfiguration {
  @Bean
  NettyServerCustomizer errorDocuments(ProblemHandler problems) {
    return server -> server.childObserve(new ErrorDocumentHandler(problems));
  }

  @Bean
  PacedResponses pacedResponses() {
    return new PacedResponses();
  }

  @Bean
  RequiredHost requiredHost() {
    return new RequiredHost();
  }
}
