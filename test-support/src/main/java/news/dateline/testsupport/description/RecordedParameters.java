package news.dateline.testsupport.description;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.util.MultiValueMapAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Records which parameters of the query the handlers of a running service read, also those that the
 * request does not have. A handler that iterates over all parameters is not noticed.
 */
public record RecordedParameters(DescribedApi api) implements WebFilter {
  /** Returns an initializer that adds the filter to a service, after all other filters. */
  public static ApplicationContextInitializer<GenericApplicationContext> of(DescribedApi api) {
    return context ->
        context.registerBean(RecordedParameters.class, () -> new RecordedParameters(api));
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    ServerHttpRequest recorded = new RecordedRequest(exchange.getRequest(), api);
    return chain.filter(exchange.mutate().request(recorded).build());
  }

  private static final class RecordedRequest extends ServerHttpRequestDecorator {
    private final DescribedApi api;

    RecordedRequest(ServerHttpRequest request, DescribedApi api) {
      super(request);
      this.api = api;
    }

    @Override
    public MultiValueMap<String, String> getQueryParams() {
      return new RecordedQuery(
          super.getQueryParams(),
          name -> api.recordRead(getMethod().name(), getURI().getRawPath(), name));
    }
  }

  private static final class RecordedQuery extends MultiValueMapAdapter<String, String> {
    private static final long serialVersionUID = 1;

    private final transient Consumer<String> reads;

    RecordedQuery(MultiValueMap<String, String> query, Consumer<String> reads) {
      super(query);
      this.reads = reads;
    }

    @Override
    public @Nullable List<String> get(Object name) {
      reads.accept((String) name);
      return super.get(name);
    }

    @Override
    public @Nullable String getFirst(String name) {
      reads.accept(name);
      return super.getFirst(name);
    }

    @Override
    public boolean containsKey(Object name) {
      reads.accept((String) name);
      return super.containsKey(name);
    }
  }
}
