package news.dateline.support.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Applies what customizes an application's web server to its management port too. Boot creates the
 * server of a separate management port without the {@link NettyServerCustomizer} beans.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementServerCustomizers {
  @Bean
  WebServerFactoryCustomizer<NettyReactiveWebServerFactory> ownServerCustomizers(
      ObjectProvider<NettyServerCustomizer> customizers) {
    return factory -> customizers.orderedStream().forEach(factory::addServerCustomizers);
  }
}
