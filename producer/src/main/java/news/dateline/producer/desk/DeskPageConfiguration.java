package news.dateline.producer.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the desk page at {@code /}, its assets under {@code /desk}, and the description of the
 * editors' API at {@code /openapi.yaml} and, for people, {@code /openapi}.
 */
@Configuration(proxyBeanMethods = false)
public class DeskPageConfiguration {
  private static final MediaType HTML_IN_UTF_8 = new MediaType("text", "html", UTF_8);

  @Bean
  RouterFunction<ServerResponse> deskPage() {
    Resource page = new ClassPathResource("producer/static/index.html");
    Resource description = new ClassPathResource("producer/openapi.yaml");
    byte[] descriptionPage = new ApiDescriptionPage(description).html();
    return RouterFunctions.route()
        .GET("/", request -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
        .GET(
            "/openapi.yaml",
            request ->
                ServerResponse.ok().contentType(MediaType.APPLICATION_YAML).bodyValue(description))
        .GET(
            "/openapi",
            request -> ServerResponse.ok().contentType(HTML_IN_UTF_8).bodyValue(descriptionPage))
        .resources("/desk/*", new ClassPathResource("producer/static/desk/"))
        .build();
  }
}
