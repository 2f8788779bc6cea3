package news.dateline.feedapi.site;

import news.dateline.feedapi.access.AuthorizedLookup;
import news.dateline.feedapi.http.Representations;
import news.dateline.feedapi.page.Assets;
import news.dateline.feedapi.page.SiteProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

/** Static files, sitemaps, manifests and link previews. */
@Configuration(proxyBeanMethods = false)
public class SiteConfiguration {
  @Bean
  WebFilter previewAgents(SiteProperties settings) {
    return new PreviewAgentFilter(settings.previewAgents());
  }

  @Bean
  RouterFunction<ServerResponse> assetPaths(Assets assets) {
    return new AssetRoutes(assets).routes();
  }

  @Bean
  RouterFunction<ServerResponse> sitePaths(
      AuthorizedLookup lookup, Representations representations, SiteProperties settings) {
    return new SiteRoutes(lookup, representations, settings).routes();
  }
}
