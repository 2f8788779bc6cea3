package news.dateline.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.dateline.events.Topic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReadFailuresTests {
  private static final KafkaSettings KAFKA = KafkaSettings.of("localhost:9092");
  private static final Exception REFUSED =
      new TopicAuthorizationException(Set.of("needed-by-all-readers"));
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(ReadFailures.class);

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final List<ReadFailures> readers = Stream.generate(ReadFailures::new).limit(8).toList();

  @BeforeEach
  void record() {
    lines.start();
    LOG.addAppender(lines);
  }

  @AfterEach
  void forget() {
    readers.forEach(ReadFailures::clear);
    LOG.detachAppender(lines);
  }

  @Test
  void aRightThatAllReadersOfAProcessLackIsOneLine() {
    readers.forEach(reader -> add(reader, REFUSED));
    readers.forEach(reader -> add(reader, new TimeoutException("busy")));
    readers.forEach(reader -> add(reader, REFUSED));

    assertThat(warnings()).singleElement().asString().contains("needed-by-all-readers");
  }

  @Test
  void aRightIsNamedAgainOnceNoReaderHasLackedIt() {
    readers.forEach(reader -> add(reader, REFUSED));
    readers.get(0).clear();
    add(readers.get(0), REFUSED);
    assertThat(warnings()).hasSize(1);

    readers.subList(1, 8).forEach(ReadFailures::clear);
    readers.get(0).during(() -> {}).run();
    add(readers.get(0), REFUSED);

    assertThat(warnings()).hasSize(2);
  }

  @Test
  void eachReaderSaysOnceWhatElseKeepsItFromReading() {
    readers.forEach(reader -> add(reader, new KafkaException("corrupt")));
    readers.forEach(reader -> add(reader, new KafkaException("corrupt")));

    assertThat(warnings()).hasSize(8);
  }

  private static void add(ReadFailures reader, Exception failure) {
    reader.add(CompactedTopicReader.Source.all(KAFKA, Topic.PARTNERS), failure);
  }

  private List<String> warnings() {
    return lines.list.stream()
        .filter(line -> line.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
