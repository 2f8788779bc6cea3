package news.dateline.support.boot;

import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;

/** Sets each of Dateline's services up as a Spring application. */
public final class ServiceApplication {
  private ServiceApplication() {}

  /** Returns the application, not started. Its settings are in the file {@code NAME.yml}. */
  public static SpringApplication of(Class<?> source, String name) {
    SpringApplication application = new SpringApplication(source);
    application.setDefaultProperties(Map.of("spring.config.name", name));
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setBannerMode(Banner.Mode.OFF);
    application.addListeners(new RenamedSettings());
    return application;
  }

  /** Runs the application as the only one of its process. */
  public static void run(SpringApplication application, String[] args) {
    application.addListeners(new StopWhenBroken());
    application.run(args);
  }
}
