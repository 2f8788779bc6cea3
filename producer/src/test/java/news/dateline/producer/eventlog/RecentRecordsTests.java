package news.dateline.producer.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecentRecordsTests {
  private static final int MEGABYTE = 1 << 20;

  private final RecentRecords records = new RecentRecords();

  @Test
  void anItemMovesToTheEndWhenItChanges() {
    add("world/a", 1);
    add("world/b", 1);
    add("world/a", 2);

    assertThat(records.keys("world")).containsExactly("world/b", "world/a");
    assertThat(records.find("world/a")).get().extracting(value -> value.length).isEqualTo(2);
    assertThat(records.keys("other")).isEmpty();
    assertThat(records.find("other/a")).isEmpty();
  }

  @Test
  void aTombstoneRemovesItsItem() {
    add("world/a", 1);
    records.update(new ConsumerRecord<>("feed-state", 0, 0, "world/a".getBytes(UTF_8), null));

    assertThat(records.keys("world")).isEmpty();
  }

  @Test
  void aFeedKeepsTheItemsThatChangedLast() {
    for (int i = 0; i < 250; i++) {
      add("world/" + i, 1);
    }

    assertThat(records.keys("world"))
        .hasSize(RecentRecords.MAX_PER_FEED)
        .startsWith("world/150")
        .endsWith("world/249");
  }

  @Test
  void theFeedThatHasNotChangedForLongestIsDroppedWhenMemoryIsUsedUp() {
    add("a/1", 5 * MEGABYTE);
    add("b/1", 5 * MEGABYTE);
    add("a/2", 5 * MEGABYTE);
    add("c/1", 5 * MEGABYTE);

    assertThat(records.keys("b")).isEmpty();
    assertThat(records.keys("a")).hasSize(2);
    assertThat(records.keys("c")).hasSize(1);
  }

  @Test
  void aLargeFeedDropsItsOwnItems() {
    for (int i = 0; i < 10; i++) {
      add("a/" + i, 5 * MEGABYTE);
    }

    assertThat(records.keys("a")).containsExactly("a/7", "a/8", "a/9");
  }

  private void add(String key, int size) {
    records.update(new ConsumerRecord<>("feed-state", 0, 0, key.getBytes(UTF_8), new byte[size]));
  }
}
