package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** What is no record of a topic is unreadable, and the reason never quotes it. */
class UnreadableRecordTests {
  private static final byte[] ITEM_KEY = "world/a".getBytes(UTF_8);
  private static final byte[] FEED_KEY = "world".getBytes(UTF_8);

  private static final List<Function<byte[], Object>> READERS =
      List.of(
          value -> PublicState.read(ITEM_KEY, value),
          value -> PublicState.read(FEED_KEY, value),
          DeskState::read,
          Partner::read,
          value -> Json.readRecord(value, Outcome.class));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "[]",
        "1e400",
        "\"secret\"",
        "{\"item\":{\"title\":\"secret\"}}",
        "{\"feed\":\"secret feed\"}",
        "{\"status\":\"secret\",\"change\":\"secret\",\"profile\":{\"title\":[\"secret\"]}}"
      })
  void aRecordThatIsNoneIsUnreadableAndItsContentIsNotQuoted(String value) {
    for (Function<byte[], Object> reader : READERS) {
      assertThatExceptionOfType(UnreadableRecordException.class)
          .isThrownBy(() -> reader.apply(value.getBytes(UTF_8)))
          .withNoCause()
          .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("secret"));
    }
  }

  @Test
  void jsonNullFitsNoType() {
    assertThatThrownBy(() -> Json.read("null".getBytes(UTF_8), NewsEvent.FeedClosed.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void theReasonNamesTheMember() {
    assertThatThrownBy(
            () ->
                Json.readRecord(
                    "{\"id\":\"a\",\"item\":{\"title\":\"t\",\"keyEvent\":\"secret\"}}"
                        .getBytes(UTF_8),
                    NewsEvent.ItemPublished.class))
        .hasMessageEndingWith("at item.keyEvent");
  }

  @Test
  void aStateUnderTheKeyOfAnotherIsUnreadable() {
    PublicFeed feed =
        new PublicFeed(
            new FeedId("world"),
            "k3f9",
            1,
            PublicState.Change.OPENED,
            PublicFeed.Status.OPEN,
            new FeedSettings("World", "en", "UTC", List.of(), null, List.of(), null, null),
            Instant.EPOCH);

    assertThat(PublicState.read(FEED_KEY, feed.value())).isEqualTo(feed);
    assertThatThrownBy(() -> PublicState.read("other".getBytes(UTF_8), feed.value()))
        .isInstanceOf(UnreadableRecordException.class);
  }
}
