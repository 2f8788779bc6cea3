package news.dateline.support.web;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Answers requests that cannot be decoded or routed with problem documents, on every port of the
 * application: Boot applies these beans to the management port too.
 */
@Configuration(proxyBeanMethods = false)
public class ErrorDocuments {
  @Bean
  NettyServerCustomizer errorDocumentsOfUndecodableRequests(ProblemHandler problems) {
    return server -> server.childObserve(new ErrorDocumentHandler(problems));
  }

  @Bean
  RequiredHost requiredHost() {
    return new RequiredHost();
  }
}
