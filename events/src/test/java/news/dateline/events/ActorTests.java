package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class ActorTests {
  @Test
  void theAuthorAndItsRightsAreExtensionsOfTheEvent() {
    EventEnvelope event =
        event(new Actor(new IdentityId("a-1"), Set.of(Right.PUBLISH, Right.SUBMIT)));

    assertThat(new String(event.headers().lastHeader("ce_actor").value(), UTF_8)).isEqualTo("a-1");
    assertThat(new String(event.headers().lastHeader("ce_rights").value(), UTF_8))
        .isEqualTo("submit,publish");
    assertThat(EventEnvelope.read(event.key(), event.headers(), event.value())).isEqualTo(event);
  }

  @Test
  void anEventWithoutRightsHasAllAndOneWithAnEmptyListHasNone() {
    EventEnvelope before = event(Actor.UNKNOWN);
    EventEnvelope none = event(new Actor(new IdentityId("a-1"), Set.of()));

    EventEnvelope readBefore = EventEnvelope.read(before.key(), before.headers(), before.value());
    EventEnvelope readNone = EventEnvelope.read(none.key(), none.headers(), none.value());
    assertThat(Right.values()).allMatch(readBefore.actor()::has).noneMatch(readNone.actor()::has);
    assertThat(readBefore.actor().owns(null)).isFalse();
  }

  @Test
  void aRightOfANewerVersionIsIgnored() {
    EventEnvelope event = event(Actor.UNKNOWN);
    Headers headers = event.headers().add("ce_rights", "edit,teleport".getBytes(UTF_8));

    assertThat(EventEnvelope.read(event.key(), headers, event.value()).actor().rights())
        .containsExactly(Right.EDIT);
  }

  private static EventEnvelope event(Actor actor) {
    return new EventEnvelope(
        new EventId("e1"),
        new FeedId("world"),
        "/desk/a-1",
        Instant.EPOCH,
        "cafe",
        new NewsEvent.FeedClosed(),
        actor);
  }
}
