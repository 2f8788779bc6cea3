package news.dateline.support.boot;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationListener;

/**
 * Ends the process with status 1 when an application in it becomes {@link LivenessState#BROKEN}.
 */
public final class StopWhenBroken
    implements ApplicationListener<AvailabilityChangeEvent<LivenessState>> {
  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<LivenessState> event) {
    if (event.getState() == LivenessState.BROKEN) {
      // on its own thread, because closing the application waits for the thread of the event
      new Thread(() -> System.exit(1), "stop-broken").start();
    }
  }
}
