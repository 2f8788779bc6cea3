package news.dateline.support.boot;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Keeps Spring Boot from printing a stack trace of a {@link StartupException}. The caller of the
 * application prints its message. Registered in {@code META-INF/spring.factories}.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartupExceptionReporter implements SpringBootExceptionReporter {
  @Override
  public boolean reportException(Throwable failure) {
    return StartupException.in(failure) != null;
  }
}
