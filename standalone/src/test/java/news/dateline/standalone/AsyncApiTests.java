package news.dateline.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Author;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.FeedSettings;
import news.dateline.events.Identity;
import news.dateline.events.Image;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.Json;
import news.dateline.events.Kicker;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.Partner;
import news.dateline.events.PolledSource;
import news.dateline.events.Presence;
import news.dateline.events.ProviderTokens;
import news.dateline.events.PublicState;
import news.dateline.events.Reach;
import news.dateline.events.Session;
import news.dateline.events.Topic;
import news.dateline.testsupport.description.DescribedApi;
import news.dateline.testsupport.description.RecordMembers;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of topics and streams, compared with the code. */
class AsyncApiTests {
  private static final Set<String> STREAMS = Set.of("stream", "streams");
  private static final DescribedApi DESCRIPTION = read();

  private interface RoundTrip {
    byte[] readAndWrite(Headers headers, byte[] value);
  }

  private static final Map<String, RoundTrip> ROUND_TRIPS =
      Map.of(
          "news-events",
          (headers, value) -> EventEnvelope.read(bytes("world"), headers, value).value(),
          "feed-state",
          (headers, value) -> readState(value).value(),
          "desk-state",
          (headers, value) -> DeskState.read(value).value(),
          "news-outcomes",
          (headers, value) -> Json.write(Json.read(value, Outcome.class)),
          "partners",
          (headers, value) -> Partner.read(value).value(),
          "identities",
          (headers, value) -> Identity.read(value).value(),
          "sessions",
          (headers, value) -> Session.read(value).value(),
          "reach",
          (headers, value) -> Reach.read(value).value(),
          "presence",
          (headers, value) -> Presence.read(value).value(),
          "import-sources",
          (headers, value) -> PolledSource.read(value).value());

  private static DescribedApi read() {
    try {
      return new DescribedApi(
          Files.newInputStream(Path.of("../docs/reference/asyncapi.yaml")), Pattern.compile(""));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyTopicIsDescribed() {
    TreeSet<String> topics =
        Stream.of(Topic.values())
            .map(Topic::topicName)
            .collect(Collectors.toCollection(TreeSet::new));
    topics.addAll(STREAMS);

    assertThat(new TreeSet<>(DESCRIPTION.document().path("channels").propertyNames()))
        .isEqualTo(topics);
    assertThat(ROUND_TRIPS.keySet()).hasSize(topics.size() - STREAMS.size());
  }

  @Test
  void everyKindOfEventIsDescribed() {
    TreeSet<String> kinds =
        Arrays.stream(NewsEvent.class.getDeclaredClasses())
            .filter(Class::isRecord)
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(messages("news-events")).isEqualTo(kinds);
  }

  @Test
  void everyExampleIsReadByTheCodeAndWrittenAgainAlike() {
    ROUND_TRIPS.forEach(
        (topic, roundTrip) ->
            messages(topic).stream()
                .map(message -> DESCRIPTION.document().at("/components/messages/" + message))
                .flatMap(message -> message.path("examples").valueStream())
                .forEach(example -> assertReadAlike(topic, roundTrip, example)));
  }

  private static void assertReadAlike(String topic, RoundTrip roundTrip, JsonNode example) {
    Headers headers = new RecordHeaders();
    example
        .path("headers")
        .forEachEntry((name, value) -> headers.add(name, bytes(value.asString())));
    JsonNode payload = example.path("payload");

    byte[] written = roundTrip.readAndWrite(headers, Json.write(payload));

    assertThat(Json.mapper().readTree(written)).as(topic).isEqualTo(payload);
  }

  @Test
  void everyMemberIsDescribedAndEveryDescribedMemberExists() {
    for (Class<?> type : NewsEvent.class.getDeclaredClasses()) {
      if (type.isRecord()) {
        assertMembers(type.getSimpleName(), type);
      }
    }
    assertMembers("FeedSettings", FeedSettings.class);
    assertMembers("ItemContent", ItemContent.class);
    assertMembers("Kicker", Kicker.class);
    assertMembers("Image", Image.class);
    assertMembers("Author", Author.class);
    assertMembers("Breaking", Breaking.class);
    assertMembers("Correction", Item.Correction.class);
    assertMembers("DeskState", DeskState.class);
    assertMembers("PendingEvent", DeskState.PendingEvent.class);
    assertMembers("HistoryEntry", DeskState.HistoryEntry.class);
    assertMembers("ImportedFrom", DeskState.ImportedFrom.class);
    assertMembers("Outcome", Outcome.class);
    assertMembers("Partner", Partner.class);
    assertMembers("Identity", Identity.class);
    assertMembers("Session", Session.class);
    assertMembers("Reach", Reach.class);
    assertMembers("Presence", Presence.class);
    assertMembers("ProviderTokens", ProviderTokens.class);
    assertMembers("PolledSource", PolledSource.class);
    Map<String, String> item = RecordMembers.of(Item.class);
    item.remove("embargoedUntil");
    assertThat(DESCRIPTION.members("Item")).isEqualTo(item);
  }

  private static void assertMembers(String schema, Class<?> type) {
    assertThat(DESCRIPTION.members(schema)).as(schema).isEqualTo(RecordMembers.of(type));
  }

  private static TreeSet<String> messages(String channel) {
    return DESCRIPTION
        .document()
        .path("channels")
        .path(channel)
        .path("messages")
        .valueStream()
        .map(reference -> reference.path("$ref").asString().replaceFirst(".*/", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static PublicState readState(byte[] value) {
    JsonNode json = Json.mapper().readTree(value);
    String feed = json.path("feed").asString();
    String item = json.path("item").path("id").asString("");
    return PublicState.read(bytes(item.isEmpty() ? feed : feed + "/" + item), value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
