package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.BreakingEnded;
import news.dateline.events.NewsEvent.BreakingStarted;
import news.dateline.events.NewsEvent.ItemCorrected;
import news.dateline.events.NewsEvent.ItemEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPinned;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRestored;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** What an event makes of one item. An instance decides one event. */
final class ItemRules {
  private final DecisionBuilder draft;
  private final LoggedEvent recorded;
  private final Checks checks;
  private final EmbargoRules holding;
  private final PinAndBreakingRules marks;

  ItemRules(DecisionBuilder draft, LoggedEvent recorded) {
    this.draft = draft;
    this.recorded = recorded;
    this.checks = new Checks(draft);
    this.holding = new EmbargoRules(draft);
    this.marks = new PinAndBreakingRules(draft);
  }

  Decision decide(ItemEvent event) throws RejectedException {
    if (event instanceof ItemPublished published) {
      return publish(published);
    }
    if (event instanceof ItemUpdated updated) {
      return update(updated);
    }
    if (event instanceof ItemImported imported) {
      return imported(imported);
    }
    if (event instanceof ItemCorrected corrected) {
      return correct(corrected);
    }
    if (event instanceof ItemRetracted retracted) {
      return retract(retracted);
    }
    if (event instanceof ItemRestored restored) {
      return restore(restored);
    }
    return mark(event);
  }

  private Decision publish(ItemPublished event) throws RejectedException {
    Optional<DeskState> held = draft.held(event.id());
    if (held.isPresent()) {
      ItemContent present = EmbargoRules.content(held.get());
      return known(
          held.get().version(), present.equals(EmbargoRules.revised(present, event.item())), event);
    }
    Optional<Item> present = draft.item(event.id());
    if (present.isPresent()) {
      Item item = checks.notRetracted(present.get());
      return known(item.version(), Checks.says(item, event.item()), event);
    }
    return publishNew(event, event.item(), null);
  }

  /** A new item under an id that is taken: all the same where it says the same. */
  private Decision known(int version, boolean same, ItemPublished event) throws RejectedException {
    if (same) {
      return draft.unchanged(recorded, event.id(), version);
    }
    throw draft.rejected(RejectionReason.EXISTS, version);
  }

  private Decision publishNew(ItemEvent event, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    Optional<DeskState> withdrawn = draft.desk(event.id());
    if (withdrawn.isPresent()) {
      throw draft.rejected(RejectionReason.RETRACTED, withdrawn.get().version());
    }
    return holding.first(recorded, event.id(), content, updatedAt);
  }

  private Decision update(ItemUpdated event) throws RejectedException {
    Optional<DeskState> held = draft.held(event.id());
    if (held.isPresent()) {
      checks.version(held.get().version(), event.ifVersion());
      return holding.revise(recorded, held.get(), event.item());
    }
    Item item = checks.present(event.id());
    checks.version(item.version(), event.ifVersion());
    return updateTo(item, event.item(), event.minor() ? item.updatedAt() : draft.now());
  }

  private Decision imported(ItemImported event) throws RejectedException {
    Optional<DeskState> held = draft.held(event.id());
    if (held.isPresent()) {
      return holding.revise(recorded, held.get(), event.item());
    }
    Optional<Item> present = draft.item(event.id());
    return present.isEmpty()
        ? publishNew(event, event.item(), event.updatedAt())
        : updateTo(
            checks.notRetracted(present.get()),
            event.item(),
            Objects.requireNonNullElse(event.updatedAt(), draft.now()));
  }

  private Decision updateTo(Item item, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    if (Checks.says(item, content)) {
      return draft.unchanged(recorded, item.id(), item.version());
    }
    Item.DatedContent dated = dated(item, content, updatedAt);
    Change change = dated.day().equals(item.day()) ? Change.UPDATED : Change.MOVED;
    return draft.accepted(recorded, draft.change(change, seq -> item.revised(dated, seq)));
  }

  private Decision correct(ItemCorrected event) throws RejectedException {
    Item item = checks.unheld(event.id());
    checks.version(item.version(), event.ifVersion());
    if (item.corrections().size() == Item.MOST_CORRECTIONS) {
      throw draft.rejected(RejectionReason.TOO_MANY_CORRECTIONS, item.version());
    }
    Item.DatedContent dated = dated(item, event.item(), draft.now());
    Stream<Item.Correction> trail =
        Stream.concat(
            item.corrections().stream(), Stream.of(new Item.Correction(draft.now(), event.note())));
    Item corrected = item.withCorrections(trail.toList());
    return draft.accepted(
        recorded, draft.change(Change.CORRECTED, seq -> corrected.revised(dated, seq)));
  }

  private Decision retract(ItemRetracted event) throws RejectedException {
    Optional<Item> present = draft.item(event.id());
    Optional<DeskState> desk = draft.desk(event.id());
    if (present.isEmpty() && desk.isPresent()) {
      return withdraw(desk.get(), event);
    }
    Item item = present.orElseThrow(() -> draft.rejected(RejectionReason.NO_ITEM, null));
    if (item.retracted() && event.reason().equals(item.reason())) {
      return draft.unchanged(recorded, item.id(), item.version());
    }
    checks.notRetracted(item);
    checks.version(item.version(), event.ifVersion());
    Item bare = marks.bare(item);
    return draft.accepted(
        recorded,
        draft.change(Change.RETRACTED, seq -> bare.retracted(draft.now(), event.reason(), seq)));
  }

  private Decision withdraw(DeskState desk, ItemRetracted event) throws RejectedException {
    if (!desk.onHold()) {
      return draft.unchanged(recorded, desk.id(), desk.version());
    }
    checks.version(desk.version(), event.ifVersion());
    return holding.withdraw(recorded, desk);
  }

  private Decision restore(ItemRestored event) throws RejectedException {
    Optional<Item> present = draft.item(event.id());
    Optional<DeskState> desk = draft.desk(event.id());
    if (present.isEmpty() && desk.isEmpty()) {
      throw draft.rejected(RejectionReason.NO_ITEM, null);
    }
    int version = present.map(Item::version).orElseGet(() -> desk.orElseThrow().version());
    boolean gone = present.map(Item::retracted).orElseGet(() -> !desk.orElseThrow().onHold());
    if (!gone) {
      throw draft.rejected(RejectionReason.NOT_RETRACTED, version);
    }
    checks.version(version, event.ifVersion());
    if (present.isEmpty()) {
      return holding.first(recorded, event.id(), event.item(), null);
    }
    Item.DatedContent dated = dated(present.get(), event.item(), draft.now());
    return draft.accepted(
        recorded, draft.change(Change.RESTORED, seq -> present.get().revised(dated, seq)));
  }

  private Decision mark(ItemEvent event) throws RejectedException {
    Item item = checks.unheld(event.id());
    boolean changed;
    if (event instanceof ItemPinned) {
      changed = marks.pin(item);
    } else if (event instanceof BreakingStarted started) {
      changed = marks.startBreaking(item, started);
    } else if (event instanceof BreakingEnded) {
      changed = marks.endBreaking(item.id());
    } else {
      throw new IllegalStateException("no rule for " + event.getClass());
    }
    Outcome.Status status = changed ? Outcome.Status.ACCEPTED : Outcome.Status.UNCHANGED;
    return draft.decision(recorded, status, item.id(), item.version());
  }

  /** Content for an item that readers know. */
  private Item.DatedContent dated(Item item, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    checks.label(content, item.version());
    if (holding.mustWait(content)) {
      throw draft.rejected(RejectionReason.ALREADY_PUBLIC, item.version());
    }
    checks.dated(content, draft.now(), item.version());
    Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), item.publishedAt());
    return new Item.DatedContent(content, draft.day(publishedAt), publishedAt, updatedAt);
  }
}
