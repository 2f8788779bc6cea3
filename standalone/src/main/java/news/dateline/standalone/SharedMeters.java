package news.dateline.standalone;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The one Prometheus registry of all applications of the process. */
record SharedMeters(PrometheusMeterRegistry registry)
    implements ApplicationContextInitializer<GenericApplicationContext> {
  SharedMeters() {
    this(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  @Override
  public void initialize(GenericApplicationContext application) {
    application.registerBean(
        "prometheusMeterRegistry",
        PrometheusMeterRegistry.class,
        this::registry,
        definition -> definition.setDestroyMethodName(""));
    // the registry that the endpoint serves
    application.registerBean(
        "prometheusRegistry", PrometheusRegistry.class, registry::getPrometheusRegistry);
  }
}
