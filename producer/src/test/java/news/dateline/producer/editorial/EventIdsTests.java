package news.dateline.producer.editorial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import org.junit.jupiter.api.Test;

class EventIdsTests {
  private static final FeedId WORLD = new FeedId("world");

  @Test
  void neverChangesBecauseARetryAcrossAnUpgradeWouldPublishTwice() {
    assertThat(EventIds.of("editor", WORLD, "key-1"))
        .isEqualTo(new EventId("8918c921-3bb0-515c-adbe-02fc7c817d72"));
  }

  @Test
  void isAUuidOfVersion5() {
    UUID id = UUID.fromString(EventIds.of("editor", WORLD, "key-1").value());

    assertThat(id.version()).isEqualTo(5);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void differsByEditorFeedAndKey() {
    Set<EventId> ids =
        Stream.of(
                EventIds.of("editor", WORLD, "a"),
                EventIds.of("chief", WORLD, "a"),
                EventIds.of("editor", new FeedId("sport"), "a"),
                EventIds.of("editor", WORLD, "b"))
            .collect(Collectors.toSet());

    assertThat(ids).hasSize(4);
  }

  @Test
  void theFingerprintDependsOnRequestLineConditionAndBody() {
    byte[] body = "{}".getBytes(UTF_8);
    Set<String> prints =
        Stream.of(
                EventIds.fingerprint("PUT /a", "null", body),
                EventIds.fingerprint("PUT /a?minor=true", "null", body),
                EventIds.fingerprint("PUT /a", "\"3\"", body),
                EventIds.fingerprint("PUT /a", "null", "{ }".getBytes(UTF_8)))
            .collect(Collectors.toSet());

    assertThat(prints).hasSize(4).allMatch(print -> print.matches("[0-9a-f]{64}"));
  }
}
