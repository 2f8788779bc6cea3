package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.Actor;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.HistoryEntry;
import news.dateline.events.DeskState.ImportedFrom;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ImportEvent;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import org.jspecify.annotations.Nullable;

/** Collects the desk states that one decision makes, and what imports have to know of them. */
final class DeskStates {
  /** The kind of fact that names the retracted item of a story, by a digest of the story. */
  private static final String RETRACTED = "retracted";

  /** The kind of fact that an event with a source was decided in the feed. */
  private static final String SOURCES = "sources";

  /** The kind of fact that has the highest generation of a source, by a digest of its name. */
  private static final String GENERATION = "generation";

  private final RulesState state;
  private final PublicFeed feed;
  private final Cause cause;
  private final Instant now;
  private final Map<ItemId, DeskState> changed = new LinkedHashMap<>();
  private final Map<String, String> importFacts = new LinkedHashMap<>();

  /**
   * The cause of the changes of a decision.
   *
   * @param source the {@code ce_source} of an event, for the history of the items
   * @param actor the author, who owns the items that the decision creates
   * @param digests makes the digests of stories by the level of the rules
   */
  record Cause(String source, Actor actor, StoryDigests digests) {
    /**
     * Returns the cause of the changes that a timer makes.
     *
     * @param rulesLevel the level of the event before which the timer fires
     */
    static Cause timer(int rulesLevel) {
      return new Cause("/consumer", Actor.UNKNOWN, new StoryDigests(rulesLevel));
    }

    static Cause of(LoggedEvent logged) {
      return new Cause(logged.event().source(), logged.event().actor(), logged.digests());
    }
  }

  DeskStates(RulesState state, PublicFeed feed, Cause cause, Instant now) {
    this.state = state;
    this.feed = feed;
    this.cause = cause;
    this.now = now;
  }

  Optional<DeskState> of(ItemId id) {
    DeskState own = changed.get(id);
    return own == null ? state.deskState(feed.feed(), id) : Optional.of(own);
  }

  List<DeskState> changed() {
    return List.copyOf(changed.values());
  }

  /** Returns the act of the cause, for the history of an item. */
  HistoryEntry act(String act, int version, @Nullable Long seq, @Nullable String note) {
    return new HistoryEntry(act, now, cause.source(), version, seq, note);
  }

  /**
   * Sets the state of an item after an act.
   *
   * @param held what the item will be once it is public; null if it is public or retracted
   * @param pending the events that get a final outcome with the release
   */
  void put(
      ItemId id,
      DeskState.Status status,
      HistoryEntry act,
      @Nullable Publication held,
      List<PendingEvent> pending) {
    Optional<DeskState> before = of(id);
    Optional<Item> item = item(id);
    boolean retracted = status == DeskState.Status.RETRACTED;
    Optional<ImportedFrom> importedFrom = before.map(DeskState::importedFrom);
    if (retracted && hasSources()) {
      cause
          .digests()
          .ofRetracted(before, item)
          .forEach(digest -> putImportFact(RETRACTED, digest, id.value()));
    }
    importedFrom =
        importedFrom.map(from -> retracted ? withoutSourceName(from) : withStory(from, item));
    changed.put(
        id,
        new DeskState(
            feed.feed(),
            feed.epoch(),
            id,
            status,
            act.version(),
            // items of releases without desk states have no owner
            before.isPresent() || item.isEmpty() ? owner(before) : null,
            held == null ? null : held.content(),
            held == null ? null : held.breaking(),
            pending,
            act.after(before.map(DeskState::history).orElse(List.of()), retracted),
            importedFrom.orElse(null)));
  }

  /** Returns what a retracted item keeps of its origin: digests. */
  private static ImportedFrom withoutSourceName(ImportedFrom from) {
    // without a digest of the story the source is a digest already
    return from.contentDigests().isEmpty()
        ? from
        : new ImportedFrom(
            StoryDigests.ofSource(from.source()),
            from.guid(),
            from.digest(),
            from.version(),
            List.of());
  }

  /**
   * Returns the origin with the digests of the item's content until now, so that a retracted
   * earlier version is recognised.
   */
  private ImportedFrom withStory(ImportedFrom from, Optional<Item> item) {
    // without digests the source was removed, and the item belongs to the editors
    return item.map(Item::content)
        .filter(content -> !from.contentDigests().isEmpty())
        .map(cause.digests()::of)
        .map(of -> from.with(StoryDigests.append(of, from.contentDigests())))
        .orElse(from);
  }

  private @Nullable IdentityId owner(Optional<DeskState> before) {
    return before.isPresent() ? before.get().owner() : cause.actor().id();
  }

  /** Records where a public item was imported from. */
  void putImportedFrom(ItemId id, ImportedFrom from) {
    DeskState present = of(id).orElseGet(() -> publishedBeforeDeskStates(id));
    changed.put(id, present.withImportedFrom(from));
  }

  private DeskState publishedBeforeDeskStates(ItemId id) {
    DeskState.Status status = DeskState.Status.PUBLISHED;
    int version = item(id).map(Item::version).orElse(0);
    return new DeskState(
        feed.feed(),
        feed.epoch(),
        id,
        status,
        version,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null);
  }

  /**
   * Notes that the feed has an event with a source. Only from then on retractions leave digests:
   * earlier releases left none, and a rebuild has to decide as they did.
   */
  void noteSources() {
    if (!hasSources()) {
      putImportFact(SOURCES, "", "noted");
    }
  }

  /**
   * Notes the generation of the event if it is the highest of its source.
   *
   * @return false if an earlier event of the source has a higher one. An event without a generation
   *     is of an editor and depends on none
   */
  boolean noteGeneration(ImportEvent event) {
    if (event.generation() == null) {
      return true;
    }
    String source = StoryDigests.ofSource(Objects.requireNonNull(event.source()));
    long highest = importFact(GENERATION, source).map(Long::valueOf).orElse(Long.MIN_VALUE);
    if (event.generation() > highest) {
      putImportFact(GENERATION, source, event.generation().toString());
    }
    return event.generation() >= highest;
  }

  private boolean hasSources() {
    return importFacts.containsKey(key(SOURCES, "")) || importFact(SOURCES, "").isPresent();
  }

  /** Returns the retracted item of the first of these digests that has one. */
  Optional<ItemId> retracted(Stream<String> digests) {
    return digests.flatMap(of -> importFact(RETRACTED, of).stream()).findFirst().map(ItemId::new);
  }

  /** Returns what an earlier decision left for imports into the feed. */
  private Optional<String> importFact(String kind, String name) {
    return state.importFact(key(kind, name));
  }

  private void putImportFact(String kind, String name, String value) {
    importFacts.put(key(kind, name), value);
  }

  Map<String, String> importFacts() {
    return Map.copyOf(importFacts);
  }

  private String key(String kind, String name) {
    FeedId id = feed.feed();
    return id + "/" + kind + "/" + name;
  }

  private Optional<Item> item(ItemId id) {
    return state.item(feed.feed(), id).map(PublicItem::item);
  }
}
