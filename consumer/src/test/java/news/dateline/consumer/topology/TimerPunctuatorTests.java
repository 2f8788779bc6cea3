package news.dateline.consumer.topology;

import static news.dateline.consumer.topology.TopologyFixture.NOON;
import static news.dateline.consumer.topology.TopologyFixture.WORLD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import news.dateline.consumer.rules.Timer;
import news.dateline.events.ItemId;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerPunctuatorTests {
  private static final Instant DUE = NOON.plusSeconds(10);

  private final MockProcessorContext<String, TopicSink.PartitionedValue> context =
      new MockProcessorContext<>();
  private TimerIndex timers;
  private TimerPunctuator punctuator;

  @BeforeEach
  void set() {
    KeyValueStore<String, Long> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("timers"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    timers = new TimerIndex(store);
    timers.set("world/a", new Timer(DUE, WORLD, new ItemId("a")));
    context.setCurrentSystemTimeMs(NOON.toEpochMilli());
    punctuator = new TimerPunctuator(context, timers, new TopicSink(context, outcome -> {}, false));
    punctuator.update(NOON);
  }

  @Test
  void aTimerEventIsSentWhenTheFirstTimerIsDue() {
    assertThat(scheduled().getInterval()).isEqualTo(Duration.ofSeconds(10));

    punctuateAt(DUE);

    assertThat(context.forwarded()).hasSize(1);
  }

  @Test
  void aTimerEventThatDoesNotComeBackIsSentAgain() {
    punctuateAt(DUE);
    assertThat(scheduled().getInterval()).isEqualTo(Duration.ofMillis(500));

    punctuateAt(DUE.plusMillis(500));

    assertThat(context.forwarded()).hasSize(2);
  }

  @Test
  void aTimerEventIsSentAgainSoonIfTheBrokersClockIsBehind() {
    punctuateAt(DUE);

    punctuator.update(DUE.minusMillis(30));

    assertThat(scheduled().getInterval()).isEqualTo(Duration.ofMillis(30));
    punctuateAt(DUE.plusMillis(30));
    assertThat(context.forwarded()).hasSize(2);
  }

  @Test
  void noTimerEventIsSentEarlyIfTheClockWasSetBack() {
    punctuateAt(DUE.minusSeconds(3));

    assertThat(context.forwarded()).isEmpty();
    assertThat(scheduled().getInterval()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void noPunctuationIsLeftAfterTheLastTimer() {
    timers.set("world/a", null);

    punctuator.update(NOON);

    assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
  }

  private void punctuateAt(Instant now) {
    scheduled().getPunctuator().punctuate(now.toEpochMilli());
  }

  private CapturedPunctuator scheduled() {
    assertThat(context.scheduledPunctuators()).filteredOn(it -> !it.cancelled()).hasSize(1);
    return context.scheduledPunctuators().stream()
        .filter(it -> !it.cancelled())
        .findFirst()
        .orElseThrow();
  }
}
