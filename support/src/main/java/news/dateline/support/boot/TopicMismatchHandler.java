package news.dateline.support.boot;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import news.dateline.support.kafka.TopicMismatchException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;

/**
 * Makes the application {@link LivenessState#BROKEN} if the topics are not what Dateline needs, and
 * logs the first reason. {@link StopWhenBroken} then ends the process. Thread-safe.
 */
public final class TopicMismatchHandler implements Consumer<TopicMismatchException> {
  private static final Logger log = LoggerFactory.getLogger(TopicMismatchHandler.class);

  private final ApplicationContext context;
  private final AtomicBoolean handled = new AtomicBoolean();

  public TopicMismatchHandler(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void accept(TopicMismatchException mismatch) {
    stop(String.valueOf(mismatch.getMessage()));
  }

  /** Stops the service for another reason that only a person can remove. */
  public void stop(String reason) {
    if (handled.compareAndSet(false, true)) {
      log.error("The service stops: {}", reason);
      AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    }
  }
}
