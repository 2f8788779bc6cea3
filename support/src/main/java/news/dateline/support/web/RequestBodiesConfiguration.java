package news.dateline.support.web;

import io.netty.channel.Channel;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/**
 * Bounds the time and the bytes that are spent on the body of a request. Holds for the port of
 * health and metrics too, whose application context finds these beans in its parent.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpDeadlines.class)
public class RequestBodiesConfiguration {
  private static final String HANDLER_NAME = "dateline.unread-body";

  /** The web server closes the connection a little later than the filter, which can answer. */
  private static final Duration CLOSE_DELAY = Duration.ofSeconds(5);

  @Bean
  BodyDeadline bodyDeadline(HttpDeadlines deadlines) {
    return new BodyDeadline(deadlines.bodyTimeout());
  }

  @Bean
  NettyServerCustomizer unreadBodies(HttpDeadlines deadlines) {
    return server ->
        server
            .requestTimeout(deadlines.bodyTimeout().plus(CLOSE_DELAY))
            .doOnChannelInit((observer, channel, address) -> addHandler(channel));
  }

  /** A connection that negotiates HTTP/2 by TLS has no such handler: it resets the stream. */
  private static void addHandler(Channel channel) {
    if (channel.pipeline().get(NettyPipeline.HttpTrafficHandler) != null) {
      channel
          .pipeline()
          .addBefore(NettyPipeline.HttpTrafficHandler, HANDLER_NAME, new UnreadBodyHandler());
    }
  }
}
