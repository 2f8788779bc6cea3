package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import news.dateline.events.Breaking;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import org.jspecify.annotations.Nullable;

/**
 * Random events of editors and imports. Few ids, addresses and texts make them meet; sources serve
 * the same stories under several names, ids and spellings.
 */
final class ImportHistories {
  private static final List<String> SOURCES =
      List.of("wire", "//n.example", "//moved.n.example", "");
  private static final List<String> GUIDS =
      List.of(
          "1", "2", "//n.example/1", "//n.example/1#a", "//moved.n.example/1", "urn:n.example:1");

  private final Random random;
  private Instant now = RulesHarness.NOON;

  ImportHistories(Random random) {
    this.random = random;
  }

  /** Returns the next event, and advances the harness to its time. */
  NewsEvent next(RulesHarness harness) {
    now = now.plusSeconds(random.nextInt(120));
    harness.advanceTo(now.toString());
    ItemId id = pick(harness);
    return switch (random.nextInt(24)) {
      case 0, 1 -> new NewsEvent.ItemPublished(plainId(), content());
      case 2, 3 -> new NewsEvent.ItemUpdated(id, content(), null, random.nextBoolean());
      case 4 -> new NewsEvent.ItemCorrected(id, "wrong", content(), null);
      case 5, 6, 7 -> new NewsEvent.ItemRetracted(id, "wrong " + random.nextInt(), null);
      case 8 -> new NewsEvent.ItemRestored(id, content(), null);
      case 9, 10 -> new NewsEvent.BreakingStarted(id, Breaking.Level.MAJOR, now.plusSeconds(600));
      case 11 -> new NewsEvent.ItemPinned(id);
      case 12 -> new ItemImported(earlierId(), content(), null);
      case 13 -> deletion();
      case 14 -> new NewsEvent.ItemPublished(plainId(), held());
      default -> sourced();
    };
  }

  private ItemImported sourced() {
    String source = any(SOURCES);
    String guid = any(GUIDS);
    ItemContent content = content();
    // the same story mostly has the same raw text
    int raw = random.nextInt(4) == 0 ? random.nextInt() : (guid + content).hashCode();
    String digest = Integer.toHexString(raw);
    return new ItemImported(
        ids(source, guid).get(0),
        content,
        random.nextBoolean() ? now : null,
        source,
        guid,
        digest,
        ids(source, guid),
        random.nextInt(5) == 0 ? true : null,
        generation());
  }

  /** Half of the events are of editors; pollers that have stalled have low generations. */
  private @Nullable Long generation() {
    return random.nextBoolean() ? null : (long) (random.nextInt(4) * random.nextInt(4));
  }

  private ItemDeletedAtSource deletion() {
    String source = any(SOURCES);
    String guid = any(GUIDS);
    Boolean overwrite = random.nextBoolean() ? true : null;
    return new ItemDeletedAtSource(
        ids(source, guid).get(0), source, guid, ids(source, guid), "gone", overwrite, generation());
  }

  private static List<ItemId> ids(String source, String guid) {
    String plain = guid.length() == 1 ? guid : "id" + Integer.toHexString(guid.hashCode());
    String own = "own" + Integer.toHexString((source + " " + guid).hashCode());
    return List.of(new ItemId(plain), new ItemId(own));
  }

  private ItemId pick(RulesHarness harness) {
    List<ItemId> known =
        harness.desks().stream()
            .map(desk -> desk.id())
            .sorted(java.util.Comparator.comparing(ItemId::value))
            .toList();
    return known.isEmpty() || random.nextInt(5) == 0 ? plainId() : any(known);
  }

  /** An id that an editor may choose. */
  private ItemId plainId() {
    return new ItemId(any(List.of("1", "2", "own-story")));
  }

  private ItemId earlierId() {
    return ids("", any(GUIDS)).get(0);
  }

  private ItemContent held() {
    return content().withTimes(null, now.plusSeconds(60 + random.nextInt(600)));
  }

  private ItemContent content() {
    String title = "Title " + random.nextInt(6);
    String body = random.nextInt(3) == 0 ? "<p>Body " + random.nextInt(2) + "</p>" : null;
    return content(title, body, random.nextInt(3) == 0 ? null : link());
  }

  private String link() {
    return "https://n.example/" + random.nextInt(3) + (random.nextInt(4) == 0 ? "#a" : "");
  }

  private static ItemContent content(String title, @Nullable String body, @Nullable String link) {
    return new ItemContent(
        title, null, null, null, body, link, null, List.of(), null, List.of(), null, null, null,
        null, null);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
