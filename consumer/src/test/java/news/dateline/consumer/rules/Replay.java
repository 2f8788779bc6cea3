package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import news.dateline.consumer.topology.RulesTimeExtractor;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decides a partition of {@code news-events} without Kafka Streams and without a crash. */
public final class Replay {
  private Replay() {}

  /**
   * Returns every change of a feed as text, see {@link #describe}. Leaves out records without a
   * key, as the consumer does.
   */
  public static List<String> of(List<ConsumerRecord<byte[], byte[]>> log, FeedId feed) {
    RulesHarness harness = new RulesHarness().at("1970-01-01T00:00:00Z");
    for (ConsumerRecord<byte[], byte[]> entry : log) {
      if (entry.key() == null) {
        continue;
      }
      harness
          .atLevel(EventEnvelope.rulesLevelOf(entry.headers()))
          .decideAt(
              Instant.ofEpochMilli(
                  RulesTimeExtractor.rulesTime(entry.timestamp(), entry.headers())),
              EventEnvelope.read(entry.key(), entry.headers(), entry.value()));
    }
    return harness.changes().stream()
        .filter(change -> change.feed().equals(feed))
        .map(Replay::describe)
        .toList();
  }

  /** Returns a change as text, without its epoch, which is random. */
  public static String describe(PublicState change) {
    Object state = change instanceof PublicItem of ? of.item() : change.feed();
    return change.seq()
        + " "
        + new String(Json.write(state), java.nio.charset.StandardCharsets.UTF_8);
  }
}
