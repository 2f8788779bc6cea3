package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The records of a moment: how many streams a replica has, and who edits an item. */
class MomentaryRecordsTests {
  private static final FeedId WORLD = new FeedId("world");
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  @Test
  void theReachOfAReplicaIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    Reach reach = new Reach("feed-api-1:8080", WORLD, "k3f9", 48_214, 1_210, 1_204, 3L, NOON);

    assertThat(json(reach.value())).isEqualTo(golden("reach.json"));
    assertThat(Reach.read(reach.value())).isEqualTo(reach);
    assertThat(new String(reach.key(), UTF_8)).isEqualTo("world");
    assertThatThrownBy(() -> new Reach("a", WORLD, "k3f9", 1, 2, 3, null, null))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("reached");
  }

  @Test
  void whoEditsAnItemIsWrittenAndReadAsInTheGoldenFile() throws IOException {
    Presence presence =
        new Presence(WORLD, new ItemId("bridge-reopens"), new IdentityId("olena"), NOON);

    assertThat(json(presence.value())).isEqualTo(golden("presence.json"));
    assertThat(Presence.read(presence.value())).isEqualTo(presence);
    assertThat(new String(presence.key(), UTF_8)).isEqualTo("world/bridge-reopens");
  }

  private static JsonNode json(byte[] json) {
    return Json.mapper().readTree(json);
  }

  private static JsonNode golden(String name) throws IOException {
    try (InputStream file = MomentaryRecordsTests.class.getResourceAsStream("/golden/" + name)) {
      return Json.mapper().readTree(Objects.requireNonNull(file, name));
    }
  }
}
