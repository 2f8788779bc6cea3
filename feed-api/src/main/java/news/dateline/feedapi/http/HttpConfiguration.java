package news.dateline.feedapi.http;

import io.netty.channel.ChannelOption;
import io.netty.util.NetUtil;
import java.time.Duration;
import news.dateline.events.InvalidFieldException;
import news.dateline.feedapi.fanout.StreamProperties;
import news.dateline.feedapi.page.Pages;
import news.dateline.support.web.ApiDescription;
import news.dateline.support.web.ConnectionDeadlines;
import news.dateline.support.web.HttpDeadlines;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The web server: event loops, deadlines and problem documents. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpConfiguration.AnswerProperties.class)
public class HttpConfiguration {

  /**
   * Memory of answers.
   *
   * @param maxMemory Memory that the answers above 16 KiB may hold which are being sent. Answers
   *     that share their bytes count once. Beyond it, further ones get 503. 0: an eighth of the
   *     heap.
   */
  @ConfigurationProperties("dateline.answers")
  @Validated
  record AnswerProperties(@DefaultValue("0") DataSize maxMemory) {
    AnswerProperties {
      if (maxMemory.isNegative()) {
        throw new InvalidFieldException("dateline.answers.max-memory", "is negative");
      }
    }

    long bytes() {
      long configured = maxMemory.toBytes();
      return configured > 0 ? configured : Runtime.getRuntime().maxMemory() / 8;
    }
  }

  /**
   * Creates event loops that no other application of the JVM shares or stops. Their number is that
   * of the cores: more would wake for each change only to wait for each other.
   */
  @Bean
  ReactorResourceFactory eventLoops() {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    int cores = Runtime.getRuntime().availableProcessors();
    resources.setLoopResourcesSupplier(() -> EventLoops.create(cores));
    resources.setShutdownQuietPeriod(Duration.ZERO);
    return resources;
  }

  /** Sets the deadlines, and the longest accept queue, because many clients reconnect at once. */
  @Bean
  NettyServerCustomizer connections(
      HttpDeadlines settings, StreamProperties streams, AnswerBudget answers) {
    ConnectionDeadlines deadlines =
        new ConnectionDeadlines(
            settings.requestTimeout(),
            settings.idleTimeout(),
            streams.writeTimeout(),
            answers::slowClosed);
    return server -> deadlines.apply(server).option(ChannelOption.SO_BACKLOG, NetUtil.SOMAXCONN);
  }

  @Bean
  AnswerBudget answerBudget(AnswerProperties settings, ApplicationContext context) {
    return new AnswerBudget(settings.bytes(), context);
  }

  /** Out of service while large answers are refused. Readiness does not depend on it. */
  @Bean
  HealthIndicator answersHealthIndicator(AnswerBudget answers) {
    return answers::health;
  }

  @Bean
  ConnectionCloseFilter connectionCloseFilter(ApplicationAvailability availability) {
    return new ConnectionCloseFilter(availability);
  }

  @Bean
  Representations representations() {
    return Representations.ofThisBuild();
  }

  @Bean
  RouterFunction<ServerResponse> apiDescription() {
    return ApiDescription.routes(new ClassPathResource("feed-api/openapi.yaml"));
  }

  @Bean
  FeedApiProblemHandler problemHandler(Pages pages) {
    return new FeedApiProblemHandler(pages);
  }
}
