package news.dateline.producer.desk;

import java.util.List;
import news.dateline.pages.ItemPreview;
import news.dateline.producer.security.SecurityConfiguration;
import news.dateline.support.web.ApiDescription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the desk page at {@code /}, its assets and those of the readers' pages under {@code
 * /desk}, and the description of the editors' API at {@code /openapi.yaml} and, for people, {@code
 * /openapi}.
 */
@Configuration(proxyBeanMethods = false)
public class DeskPageConfiguration {
  /** The path of the readers' style sheets, which the desk has for its preview of an item. */
  private static final String READERS_FILES = "/desk/readers/";

  /** The preview of an item has the policy of the desk, and the pictures that readers will see. */
  private static final String CONTENT_SECURITY_POLICY =
      SecurityConfiguration.contentSecurityPolicy("'self' https: http:");

  @Bean
  RouterFunction<ServerResponse> deskPage() {
    Resource page = new ClassPathResource("producer/static/index.html");
    return RouterFunctions.route()
        .GET(
            "/",
            request ->
                ServerResponse.ok()
                    .contentType(MediaType.TEXT_HTML)
                    .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                    .bodyValue(page))
        .resources("/desk/*", new ClassPathResource("producer/static/desk/"))
        .resources(READERS_FILES + "*", new ClassPathResource("pages/static/"))
        .add(ApiDescription.routes(new ClassPathResource("producer/openapi.yaml")))
        .build();
  }

  @Bean
  ConditionalReads conditionalReads() {
    return new ConditionalReads();
  }

  @Bean
  ItemPreview itemPreview() {
    return new ItemPreview(List.of(READERS_FILES + "page.css", READERS_FILES + "article.css"));
  }
}
