package news.dateline.producer.eventlog;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import news.dateline.support.kafka.TopicMismatchException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationContext;

/**
 * Topics that are not what the rules need end the application: it says so once and turns {@link
 * LivenessState#BROKEN}, which whoever started it answers by stopping with a failure.
 */
final class TopicMismatchHandler implements Consumer<TopicMismatchException> {
  private static final Logger log = LoggerFactory.getLogger(TopicMismatchHandler.class);

  private final ApplicationContext context;
  private final AtomicBoolean said = new AtomicBoolean();

  TopicMismatchHandler(ApplicationContext context) {
    this.context = context;
  }

  @Override
  public void accept(TopicMismatchException mismatch) {
    if (said.compareAndSet(false, true)) {
      log.error("The producer cannot run on these topics: {}", mismatch.getMessage());
      AvailabilityChangeEvent.publish(context, LivenessState.BROKEN);
    }
  }
}
