package news.dateline.consumer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.EditorialEvent;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedProfile;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState;
import org.jspecify.annotations.Nullable;

/**
 * A log of events and the state they lead to, in memory: what tests of the rules act on. Only for
 * unit tests.
 */
final class Newsroom implements State {
  static final FeedId WORLD = new FeedId("world");
  static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  private final Map<String, PublicState> states = new HashMap<>();
  private final Map<String, DeskState> desk = new HashMap<>();
  private final Map<FeedId, Long> positions = new HashMap<>();
  private final Map<EventId, Decided> decided = new HashMap<>();
  private final List<PublicState> changes = new ArrayList<>();
  private Instant now = NOON;
  private int offset;

  /** A newsroom with the feed {@code world} open in Kyiv's time: seq 1. */
  static Newsroom open() {
    Newsroom newsroom = new Newsroom();
    newsroom.act(new NewsEvent.FeedDefined(profile("World", "Europe/Kyiv")));
    return newsroom;
  }

  static FeedProfile profile(String title, String zone) {
    return new FeedProfile(title, "en", zone, List.of("podcast"), FeedProfile.Access.PUBLIC);
  }

  Newsroom at(String time) {
    now = Instant.parse(time);
    return this;
  }

  Outcome act(NewsEvent data) {
    return act("event-" + offset, data);
  }

  Outcome act(String id, NewsEvent data) {
    return act(id, data, String.valueOf(data.hashCode()));
  }

  Outcome act(String id, NewsEvent data, String digest) {
    EditorialEvent event =
        new EditorialEvent(new EventId(id), WORLD, "/desk/test", NOON, digest, data);
    fireDue();
    Decision decision =
        Rules.decide(this, new Recorded(event, "0@" + offset++, "epoch" + offset), now);
    apply(decision.effects());
    if (!decision.passing()) {
      decided.put(event.id(), new Decided(digest, decision.outcome()));
    }
    return decision.outcome();
  }

  /** One record of a log. Time never steps back. */
  void take(Histories.Step step) {
    now = step.time().isAfter(now) ? step.time() : now;
    act(step.id(), step.event(), step.digest());
  }

  Newsroom copy() {
    Newsroom copy = new Newsroom();
    copy.states.putAll(states);
    copy.desk.putAll(desk);
    copy.positions.putAll(positions);
    copy.decided.putAll(decided);
    copy.changes.addAll(changes);
    copy.now = now;
    copy.offset = offset;
    return copy;
  }

  /** Every item the desk knows. */
  Collection<DeskState> desks() {
    return desk.values();
  }

  Outcome publish(String id, ItemContent content) {
    return act(new NewsEvent.ItemPublished(new ItemId(id), content));
  }

  Outcome update(String id, ItemContent content) {
    return act(new NewsEvent.ItemUpdated(new ItemId(id), content, null, false));
  }

  Outcome retract(String id, String reason) {
    return act(new NewsEvent.ItemRetracted(new ItemId(id), reason, null));
  }

  Outcome hold(String id, String title, String until) {
    return publish(id, embargoed(title, until));
  }

  static ItemContent embargoed(String title, String until) {
    return ItemContent.titled(title).timed(null, Instant.parse(until));
  }

  Outcome correct(String id, String note, ItemContent content) {
    return act(new NewsEvent.ItemCorrected(new ItemId(id), note, content, null));
  }

  Outcome restore(String id, ItemContent content) {
    return act(new NewsEvent.ItemRestored(new ItemId(id), content, null));
  }

  Outcome pin(String id) {
    return act(new NewsEvent.ItemPinned(new ItemId(id)));
  }

  Outcome breaking(String id, @Nullable String until) {
    Instant end = until == null ? null : Instant.parse(until);
    return act(new NewsEvent.BreakingStarted(new ItemId(id), Breaking.Level.MAJOR, end));
  }

  /** Time passes, and the log shows it. */
  Newsroom passes(String time) {
    at(time).act(new NewsEvent.TimerDue(now));
    return this;
  }

  /** The changes from the given number on, as {@code change item}. */
  List<String> changesFrom(long seq) {
    return changes.stream().filter(change -> change.seq() >= seq).map(Newsroom::words).toList();
  }

  private static String words(PublicState state) {
    return state instanceof PublicState.OfItem of
        ? of.change().wireName() + " " + of.item().id()
        : ((PublicState.OfFeed) state).change().wireName();
  }

  Item item(String id) {
    return item(WORLD, new ItemId(id)).orElseThrow().item();
  }

  /** Every change a reader was told, in order. */
  List<PublicState> changes() {
    return changes;
  }

  PublicState.@Nullable OfItem lastItemChange() {
    return changes.get(changes.size() - 1) instanceof PublicState.OfItem last ? last : null;
  }

  /** What the desk knows of an item. */
  DeskState desk(String id) {
    return desk(WORLD, new ItemId(id)).orElseThrow();
  }

  /** The newest outcome of an event. */
  Outcome outcome(String event) {
    return decided(new EventId(event)).orElseThrow().outcome();
  }

  /** The timers, in the order in which they fire. */
  SortedSet<Timer> timers() {
    SortedSet<Timer> timers = new TreeSet<>();
    states.values().stream()
        .filter(PublicState.OfItem.class::isInstance)
        .forEach(state -> Timer.of((PublicState.OfItem) state).ifPresent(timers::add));
    desk.values().forEach(state -> Timer.of(state).ifPresent(timers::add));
    return timers;
  }

  private void fireDue() {
    while (!timers().isEmpty() && !timers().first().due().isAfter(now)) {
      apply(Rules.fire(this, timers().first()));
    }
  }

  private void apply(Effects effects) {
    effects.changes().forEach(this::apply);
    effects.desk().forEach(state -> desk.put(state.feed() + "/" + state.id(), state));
    effects
        .settled()
        .forEach(
            settled ->
                decided.put(
                    settled.waiting().event(),
                    new Decided(settled.waiting().digest(), settled.outcome())));
  }

  private void apply(PublicState state) {
    states.put(new String(state.key(), UTF_8), state);
    positions.put(state.feed(), state.seq());
    changes.add(state);
  }

  @Override
  public Optional<PublicState.OfFeed> feed(FeedId feed) {
    return Optional.ofNullable((PublicState.OfFeed) states.get(feed.value()));
  }

  @Override
  public long lastSeq(FeedId feed) {
    return positions.getOrDefault(feed, 0L);
  }

  @Override
  public Optional<PublicState.OfItem> item(FeedId feed, ItemId item) {
    return Optional.ofNullable((PublicState.OfItem) states.get(feed + "/" + item));
  }

  @Override
  public Optional<DeskState> desk(FeedId feed, ItemId item) {
    return Optional.ofNullable(desk.get(feed + "/" + item));
  }

  @Override
  public Optional<ItemId> pinned(FeedId feed) {
    return states.values().stream()
        .filter(PublicState.OfItem.class::isInstance)
        .map(state -> ((PublicState.OfItem) state).item())
        .filter(Item::onTop)
        .map(Item::id)
        .findAny();
  }

  @Override
  public Optional<Decided> decided(EventId id) {
    return Optional.ofNullable(decided.get(id));
  }
}
