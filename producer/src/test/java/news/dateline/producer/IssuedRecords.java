package news.dateline.producer;

import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import news.dateline.events.Topic;
import news.dateline.support.kafka.CompactedTopicReader;
import news.dateline.support.kafka.KafkaSettings;
import news.dateline.testsupport.TestBroker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;

/**
 * What the producer issues under the path that has the name of a topic: its answers, and the
 * records on the topic as every service reads them, until the JVM ends.
 */
final class IssuedRecords<R> implements CompactedTopicReader.RecordHandler {
  private static final ProducerFixture PRODUCER = ProducerFixture.shared();

  private final String name;
  private final Function<byte[], R> parse;
  private final Function<R, ?> id;
  private final List<R> records = new CopyOnWriteArrayList<>();
  private final CompactedTopicReader reader;

  IssuedRecords(Topic topic, Function<byte[], R> parse, Function<R, ?> id) {
    name = topic.topicName();
    this.parse = parse;
    this.id = id;
    reader =
        new CompactedTopicReader(
            CompactedTopicReader.Source.all(
                KafkaSettings.of(TestBroker.shared().bootstrapServers()), topic),
            this,
            mismatch -> {
              throw mismatch;
            },
            Clock.systemUTC());
    reader.start();
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> entry) {
    records.add(parse.apply(entry.value()));
  }

  /** All records of an id, in the order of the topic. */
  List<R> of(String wanted) {
    await().until(() -> reader.readToEnd().thenApply(end -> true).join());
    return records.stream().filter(each -> id.apply(each).toString().equals(wanted)).toList();
  }

  ApiResponse issue(String body, String... headers) {
    return PRODUCER.send("POST", "/" + name, body, headers);
  }

  String list() {
    return PRODUCER.send("GET", "/" + name, "").body();
  }

  JsonNode listed(String wanted) {
    return PRODUCER
        .send("GET", "/" + name, "")
        .json()
        .path(name)
        .valueStream()
        .filter(each -> each.path("id").asString().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError(wanted + " is not listed"));
  }

  ApiResponse delete(String path, String body) {
    return PRODUCER.send("DELETE", "/" + name + "/" + path, body);
  }
}
