package news.dateline.testsupport;

import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Collects the patterns of the paths of all router functions of an application. */
public record RoutePaths(TreeSet<String> paths) implements RouterFunctions.Visitor {
  private static final Pattern PATH = Pattern.compile("/[^ )]*");

  public static TreeSet<String> of(ApplicationContext application) {
    RoutePaths collected = new RoutePaths(new TreeSet<>());
    for (RouterFunction<?> routes : application.getBeansOfType(RouterFunction.class).values()) {
      routes.accept(collected);
    }
    return collected.paths();
  }

  @Override
  public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
    PATH.matcher(predicate.toString()).results().map(MatchResult::group).forEach(paths::add);
  }

  @Override
  public void startNested(RequestPredicate predicate) {}

  @Override
  public void endNested(RequestPredicate predicate) {}

  @Override
  public void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

  @Override
  public void attributes(Map<String, Object> attributes) {}

  @Override
  public void unknown(RouterFunction<?> routes) {}
}
