package news.dateline.producer.desk;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Serves the desk page at {@code /} and its assets under {@code /desk}. */
@Configuration(proxyBeanMethods = false)
public class DeskPageConfiguration {
  @Bean
  RouterFunction<ServerResponse> deskPage() {
    Resource page = new ClassPathResource("producer/static/index.html");
    return RouterFunctions.route()
        .GET("/", request -> ServerResponse.ok().contentType(MediaType.TEXT_HTML).bodyValue(page))
        .resources("/desk/*", new ClassPathResource("producer/static/desk/"))
        .build();
  }
}
