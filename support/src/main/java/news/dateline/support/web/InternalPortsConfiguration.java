package news.dateline.support.web;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The deadlines of HTTP ports that are not for the public: the desk, health and metrics. */
@Configuration(proxyBeanMethods = false)
@Import(RequestBodiesConfiguration.class)
public class InternalPortsConfiguration {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);

  @Bean
  NettyServerCustomizer connectionDeadlines(HttpDeadlines deadlines) {
    return new ConnectionDeadlines(
        deadlines.requestTimeout(), deadlines.idleTimeout(), WRITE_TIMEOUT, () -> {});
  }
}
