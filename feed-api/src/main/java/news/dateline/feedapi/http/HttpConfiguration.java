package news.dateline.feedapi.http;

import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.time.Duration;
import news.dateline.feedapi.page.Pages;
import news.dateline.support.web.RespondOnEventLoop;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.validation.annotation.Validated;
import reactor.netty.resources.LoopResources;

/** The web server: event loops, deadlines and problem documents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpConfiguration.HttpProperties.class)
public class HttpConfiguration {

  /**
   * Deadlines of connections.
   *
   * @param requestTimeout Time within which the first request of a connection must arrive with all
   *     its headers.
   * @param idleTimeout Time after an answer within which the next request of the connection must
   *     arrive.
   */
  @ConfigurationProperties("dateline")
  @Validated
  record HttpProperties(
      @DefaultValue("10s") @DurationMin(millis = 100) Duration requestTimeout,
      @DefaultValue("60s") @DurationMin(millis = 100) Duration idleTimeout) {}

  /**
   * Creates event loops that no other application of the JVM shares or stops. Their number is that
   * of the cores: more would wake for each change only to wait for each other.
   */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    int cores = Runtime.getRuntime().availableProcessors();
    resources.setLoopResourcesSupplier(() -> LoopResources.create("feed-api", cores, true));
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }

  /** Sets the deadlines, and the longest accept queue, because many clients reconnect at once. */
  @Bean
  NettyServerCustomizer connections(HttpProperties settings) {
    RequestDeadline deadline =
        new RequestDeadline(settings.requestTimeout(), settings.idleTimeout());
    return server ->
        server.childObserve(deadline).option(ChannelOption.SO_BACKLOG, NetUtil.SOMAXCONN);
  }

  @Bean
  Representations representations() {
    return Representations.ofThisBuild();
  }

  @Bean
  FeedApiProblemHandler problemHandler(Pages pages) {
    return new FeedApiProblemHandler(pages);
  }

  @Bean
  RespondOnEventLoop respondOnEventLoop() {
    return new RespondOnEventLoop();
  }
}
