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
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.ResourceType;
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
  private final List<ReadFailures> readers =
      Stream.generate(() -> reader(Topic.PARTNERS)).limit(8).toList();

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
    readers.forEach(reader -> reader.add(REFUSED));
    readers.forEach(reader -> reader.add(new TimeoutException("busy")));
    readers.forEach(reader -> reader.add(REFUSED));

    assertThat(warnings()).singleElement().asString().contains("needed-by-all-readers");
  }

  @Test
  void aRightIsNamedAgainOnceNoReaderHasLackedIt() {
    readers.forEach(reader -> reader.add(REFUSED));
    readers.get(0).clear();
    readers.get(0).add(REFUSED);
    assertThat(warnings()).hasSize(1);

    readers.subList(1, 8).forEach(ReadFailures::clear);
    readers.get(0).during(() -> {}).run();
    readers.get(0).add(REFUSED);

    assertThat(warnings()).hasSize(2);
  }

  @Test
  void eachReaderSaysOnceWhatElseKeepsItFromReading() {
    readers.forEach(reader -> reader.add(new KafkaException("corrupt")));
    readers.forEach(reader -> reader.add(new KafkaException("corrupt")));

    assertThat(warnings()).hasSize(8);
  }

  @Test
  void aReaderThatMayNotDescribeWhatItsProcessReadsLacksTheRightToRead() {
    ReadFailures other = reader(Topic.SESSIONS);
    Exception undescribed =
        new MissingRight.Refusal(AclOperation.DESCRIBE, ResourceType.TOPIC, "partners");

    readers.get(0).add(new TopicAuthorizationException(Set.of("partners")));
    readers.get(0).add(new TopicsUnavailableException(undescribed));
    other.add(new TopicsUnavailableException(undescribed));
    other.clear();

    assertThat(warnings()).singleElement().asString().contains("lacks Read on Topic partners ");
  }

  @Test
  void aReaderThatMayNotDescribeWhatItsProcessDoesNotReadLacksTheRightToDescribe() {
    Exception undescribed =
        new MissingRight.Refusal(AclOperation.DESCRIBE, ResourceType.TOPIC, "read-by-none");

    readers.get(0).add(new TopicsUnavailableException(undescribed));

    assertThat(warnings()).singleElement().asString().contains("lacks Describe on Topic read-by");
  }

  private static ReadFailures reader(Topic topic) {
    return new ReadFailures(CompactedTopicReader.Source.all(KAFKA, topic));
  }

  private List<String> warnings() {
    return lines.list.stream()
        .filter(line -> line.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }
}
