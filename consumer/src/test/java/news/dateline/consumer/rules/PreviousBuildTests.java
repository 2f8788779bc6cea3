package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import news.dateline.consumer.topology.RulesTimeExtractor;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.Json;
import news.dateline.events.Outcome;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Logs of earlier builds, and the public state that they made of them: copied from their topics,
 * each line a record. The first is of a build that knew no identities, with every kind of event
 * that it had. The second is of the last build without the rules of imports for text, dates and
 * addresses, and has what these refuse or change: U+FFFF, port 99999, a decomposed tag, the year 1.
 * The third is what the topology of the last build with level 1 of the rules made on Kafka Streams'
 * test driver of events by a reporter in review, two reporters, an editor, a chief, an account
 * without rights, and authors whose id or rights the event does not have.
 */
class PreviousBuildTests {
  @ParameterizedTest
  @ValueSource(strings = {"previous-build", "previous-values", "previous-rights"})
  void itsLogRebuildsToTheSameChangesOfTheSameItems(String directory) {
    TreeMap<Integer, RulesHarness> partitions = new TreeMap<>();
    for (JsonNode entry : records(directory + "/news-events")) {
      decide(
          partitions.computeIfAbsent(
              entry.path("partition").asInt(), partition -> new RulesHarness()),
          entry);
    }

    assertThat(partitions).isNotEmpty();
    partitions.forEach(
        (partition, harness) ->
            assertThat(harness.changes().stream().map(change -> comparable(json(change.value()))))
                .containsExactlyElementsOf(
                    records(directory + "/feed-state").stream()
                        .filter(entry -> entry.path("partition").asInt() == partition)
                        .map(entry -> comparable(entry.path("value")))
                        .toList()));
  }

  @Test
  void aLogWithRightsIsDecidedAsItWas() {
    RulesHarness harness = new RulesHarness();
    Map<String, JsonNode> decided = new TreeMap<>();
    for (JsonNode entry : records("previous-rights/news-events")) {
      Outcome outcome = decide(harness, entry);
      decided.put(outcome.eventId().value(), comparable(outcome));
    }
    for (String id : decided.keySet()) {
      harness.rememberedOutcome(id).ifPresent(last -> decided.put(id, comparable(last)));
    }
    Map<String, JsonNode> desks = new TreeMap<>();
    for (DeskState state : harness.desks()) {
      desks.put(new String(state.key(), UTF_8), comparable(json(state.value())));
    }

    assertThat(desks).isEqualTo(newest("previous-rights/desk-state"));
    assertThat(decided).isEqualTo(newest("previous-rights/news-outcomes"));
    assertThat(decided.values())
        .extracting(outcome -> outcome.path("right").asString(""))
        .contains("submit", "publish", "edit", "administer");
  }

  /** Returns the newest value of each key, as compaction keeps it. */
  private static Map<String, JsonNode> newest(String topic) {
    Map<String, JsonNode> newest = new TreeMap<>();
    for (JsonNode entry : records(topic)) {
      newest.put(entry.path("key").asString(), comparable(entry.path("value")));
    }
    return newest;
  }

  private static Outcome decide(RulesHarness harness, JsonNode entry) {
    return harness
        .atLevel(EventEnvelope.rulesLevelOf(headers(entry)))
        .decideAt(
            Instant.ofEpochMilli(
                RulesTimeExtractor.rulesTime(entry.path("timestamp").asLong(), headers(entry))),
            event(entry));
  }

  private static EventEnvelope event(JsonNode entry) {
    return EventEnvelope.read(
        entry.path("key").asString().getBytes(UTF_8),
        headers(entry),
        Json.write(entry.path("value")));
  }

  private static Headers headers(JsonNode entry) {
    Headers headers = new RecordHeaders();
    entry
        .path("headers")
        .forEachEntry((name, value) -> headers.add(name, value.asString().getBytes(UTF_8)));
    return headers;
  }

  /** A rebuild has an epoch of its own, and corrections have the number of their change since. */
  private static JsonNode comparable(JsonNode state) {
    ObjectNode copy = (ObjectNode) state.deepCopy();
    copy.remove("epoch");
    for (JsonNode correction : copy.path("item").path("corrections")) {
      ((ObjectNode) correction).remove("seq");
    }
    return copy;
  }

  private static JsonNode comparable(Outcome outcome) {
    return comparable(json(Json.write(outcome)));
  }

  private static JsonNode json(byte[] value) {
    return Json.mapper().readTree(value);
  }

  private static List<JsonNode> records(String topic) {
    String name = "/" + topic + ".ndjson";
    try (InputStream lines = PreviousBuildTests.class.getResourceAsStream(name)) {
      String text = new String(Objects.requireNonNull(lines).readAllBytes(), UTF_8);
      return Stream.of(text.split("\n"))
          .map(line -> Json.mapper().readTree(line))
          .filter(entry -> entry.path("value").isObject())
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
