package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.support.GenericApplicationContext;

class ApplicationsTests {
  private final Applications applications = new Applications();
  private final List<ProcessRole> stopped = new CopyOnWriteArrayList<>();
  private final CountDownLatch consumerStopped = new CountDownLatch(1);

  @Test
  void feedApiStopsBeforeTheOthers() {
    start(ProcessRole.CONSUMER, consumerStopped::countDown);
    start(ProcessRole.FEED_API, () -> assertThat(consumerStopped.getCount()).isEqualTo(1));

    applications.close();

    assertThat(stopped).containsExactly(ProcessRole.FEED_API, ProcessRole.CONSUMER);
  }

  @Test
  void anApplicationThatCannotBeStoppedKeepsNoOtherRunning() {
    start(ProcessRole.CONSUMER, () -> {});
    start(
        ProcessRole.FEED_API,
        () -> {
          throw new IllegalStateException("cannot be stopped");
        });

    applications.close();

    assertThat(stopped).containsExactly(ProcessRole.CONSUMER);
  }

  @Test
  void aBrokenConsumerStopsWithoutWaitingForTheStreams() {
    GenericApplicationContext consumer = start(ProcessRole.CONSUMER, consumerStopped::countDown);
    AvailabilityChangeEvent.publish(consumer, LivenessState.BROKEN);
    start(ProcessRole.FEED_API, () -> awaitConsumer());

    applications.close();

    assertThat(stopped).containsExactlyInAnyOrder(ProcessRole.CONSUMER, ProcessRole.FEED_API);
  }

  @Test
  void anApplicationThatHasStartedAfterTheStopIsStoppedToo() {
    applications.close();

    start(ProcessRole.CONSUMER, () -> {});

    assertThat(stopped).containsExactly(ProcessRole.CONSUMER);
    assertThat(applications.running()).isEmpty();
  }

  @Test
  void aFlagThatIsNotGivenLeavesItsSettingToVariables() {
    String standbys = "--dateline.consumer.num-standby-replicas=";

    assertThat(consumerArguments(null)).noneMatch(argument -> argument.startsWith(standbys));
    assertThat(consumerArguments(1)).contains(standbys + "1");
  }

  private static List<String> consumerArguments(@Nullable Integer standbys) {
    Settings settings =
        new Settings(
            Path.of("data"),
            new Settings.Ports(0, 0, 0, 0),
            "127.0.0.1",
            Set.of(ProcessRole.CONSUMER),
            "kafka:9092",
            new Settings.ConsumerInstance(null, standbys),
            false);
    return Applications.arguments(
        ProcessRole.CONSUMER,
        new Applications.StartupContext(
            settings,
            new DataDirectory(Path.of("data"), List.of()),
            "kafka:9092",
            new SharedMeters()));
  }

  private void awaitConsumer() {
    try {
      assertThat(consumerStopped.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a running application that does this when it is stopped. */
  private GenericApplicationContext start(ProcessRole role, Runnable onClose) {
    GenericApplicationContext context =
        new GenericApplicationContext() {
          @Override
          public void close() {
            if (isActive()) {
              onClose.run();
              stopped.add(role);
              super.close();
            }
          }
        };
    context.registerBean(ApplicationAvailability.class, ApplicationAvailabilityBean::new);
    context.refresh();
    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
    applications.add(role, context);
    return context;
  }
}
