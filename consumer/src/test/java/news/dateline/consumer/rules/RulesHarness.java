package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import news.dateline.events.Actor;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.EventEnvelope;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.IdentityId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicItem;
import news.dateline.events.PublicState;
import news.dateline.events.Role;
import org.jspecify.annotations.Nullable;

/** Applies events of one feed to the rules, with the state in memory. */
final class RulesHarness {
  static final FeedId WORLD = new FeedId("world");
  static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  private final InMemoryState state;
  private Instant now = NOON;
  private Actor actor = Actor.UNKNOWN;
  private int offset;
  private int rulesLevel = 4;

  RulesHarness() {
    this(new InMemoryState());
  }

  private RulesHarness(InMemoryState state) {
    this.state = state;
  }

  InMemoryState state() {
    return state;
  }

  /** Returns a harness with the feed {@code world} open in the time zone of Kyiv, at seq 1. */
  static RulesHarness open() {
    RulesHarness harness = new RulesHarness();
    harness.handle(new NewsEvent.FeedDefined(settings("World", "Europe/Kyiv")));
    return harness;
  }

  static FeedSettings settings(String title, String zone) {
    return new FeedSettings(
        title, "en", zone, List.of("podcast"), FeedSettings.Access.PUBLIC, List.of(), null, null);
  }

  RulesHarness at(String time) {
    now = Instant.parse(time);
    return this;
  }

  /** Decides what follows by this level of the rules. */
  RulesHarness atLevel(int level) {
    rulesLevel = level;
    return this;
  }

  /** Lets this author, with the rights of a role, send what follows. */
  RulesHarness as(String author, Role role) {
    return as(new Actor(new IdentityId(author), role.rights()));
  }

  RulesHarness as(Actor author) {
    actor = author;
    return this;
  }

  Outcome handle(NewsEvent data) {
    return handle("event-" + offset, data);
  }

  Outcome handle(String id, NewsEvent data) {
    return handle(id, data, String.valueOf(data.hashCode()));
  }

  Outcome handle(String id, NewsEvent data, String digest) {
    return decide(
        new EventEnvelope(new EventId(id), WORLD, "/desk/test", NOON, digest, data, actor));
  }

  private Outcome decide(EventEnvelope event) {
    fireDue();
    Decision decision =
        EventDecider.decide(
            state, new LoggedEvent(event, "0@" + offset++, "epoch" + offset, rulesLevel), now);
    state.apply(decision.effects());
    if (decision.remember()) {
      state.remember(event.id(), new ProcessedEvent(event.digest(), decision.outcome()));
    }
    return decision.outcome();
  }

  /** Decides a record. Its timestamp may be older than the one before. */
  Outcome decideAt(Instant time, EventEnvelope event) {
    now = time.isAfter(now) ? time : now;
    return decide(event);
  }

  void decideAt(Histories.Step step) {
    decideAt(
        step.time(),
        EventEnvelope.withoutActor(
            new EventId(step.id()), WORLD, "/desk/test", NOON, step.digest(), step.event()));
  }

  RulesHarness copy() {
    RulesHarness copy = new RulesHarness(state.copy());
    copy.now = now;
    copy.offset = offset;
    copy.rulesLevel = rulesLevel;
    return copy;
  }

  Collection<DeskState> desks() {
    return state.desks();
  }

  Outcome publish(String id, ItemContent content) {
    return handle(new NewsEvent.ItemPublished(new ItemId(id), content));
  }

  Outcome update(String id, ItemContent content) {
    return handle(new NewsEvent.ItemUpdated(new ItemId(id), content, null, false));
  }

  Outcome retract(String id, String reason) {
    return handle(new NewsEvent.ItemRetracted(new ItemId(id), reason, null));
  }

  Outcome hold(String id, String title, String until) {
    return publish(id, embargoed(title, until));
  }

  static ItemContent embargoed(String title, String until) {
    return ItemContent.titled(title).withTimes(null, Instant.parse(until));
  }

  Outcome correct(String id, String note, ItemContent content) {
    return handle(new NewsEvent.ItemCorrected(new ItemId(id), note, content, null));
  }

  Outcome restore(String id, ItemContent content) {
    return handle(new NewsEvent.ItemRestored(new ItemId(id), content, null));
  }

  Outcome pin(String id) {
    return handle(new NewsEvent.ItemPinned(new ItemId(id)));
  }

  Outcome breaking(String id, @Nullable String until) {
    Instant end = until == null ? null : Instant.parse(until);
    return handle(new NewsEvent.BreakingStarted(new ItemId(id), Breaking.Level.MAJOR, end));
  }

  /** Appends a timer event at this time, which fires the timers that are due. */
  RulesHarness advanceTo(String time) {
    at(time).handle(new NewsEvent.TimerDue(now));
    return this;
  }

  /** Returns the changes from this seq on, as {@code change item}. */
  List<String> changesFrom(long seq) {
    return state.changes().stream()
        .filter(change -> change.seq() >= seq)
        .map(RulesHarness::describe)
        .toList();
  }

  private static String describe(PublicState state) {
    return state instanceof PublicItem of
        ? of.change().wireName() + " " + of.item().id()
        : ((PublicFeed) state).change().wireName();
  }

  Item item(String id) {
    return state.item(WORLD, new ItemId(id)).orElseThrow().item();
  }

  List<PublicState> changes() {
    return state.changes();
  }

  @Nullable PublicItem lastItemChange() {
    return changes().get(changes().size() - 1) instanceof PublicItem last ? last : null;
  }

  DeskState deskState(String id) {
    return state.deskState(WORLD, new ItemId(id)).orElseThrow();
  }

  Outcome outcome(String event) {
    return rememberedOutcome(event).orElseThrow();
  }

  /** Returns the last outcome of an event; empty if its repetition would be decided again. */
  Optional<Outcome> rememberedOutcome(String event) {
    return state.processedEvent(new EventId(event)).map(ProcessedEvent::outcome);
  }

  SortedSet<Timer> timers() {
    return state.timers();
  }

  private void fireDue() {
    while (!timers().isEmpty() && !timers().first().due().isAfter(now)) {
      state.apply(EventDecider.fire(state, timers().first(), rulesLevel));
    }
  }
}
