package news.dateline.standalone;

import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationListener;

/**
 * A part that says it is broken, such as on topics of another kind, ends the whole run with a
 * failure.
 */
final class StopWhenBroken implements ApplicationListener<AvailabilityChangeEvent<LivenessState>> {
  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<LivenessState> event) {
    if (event.getState() == LivenessState.BROKEN) {
      // on a thread of its own: the part waits for the one this comes on
      new Thread(() -> System.exit(1), "stop-broken").start();
    }
  }
}
