package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.PendingEvent;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Items no reader has seen: held until their embargo ends, revised, withdrawn, shown. */
record EmbargoRules(DecisionBuilder draft) {
  /** Of more revisions than this only the newest, and the first, get their final outcome. */
  private static final int MOST_WAITING = 50;

  /** Whether content has to wait. */
  boolean mustWait(ItemContent content) {
    Instant until = content.embargoedUntil();
    return until != null && until.isAfter(draft.now());
  }

  /** An item that is neither public nor held: shown now, or held. */
  Decision first(LoggedEvent recorded, ItemId id, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    Integer withdrawn = draft.desk(id).map(DeskState::version).orElse(null);
    check(content, withdrawn);
    int version = withdrawn == null ? 1 : withdrawn + 1;
    return mustWait(content)
        ? hold(recorded, id, version, content)
        : draft.accepted(recorded, show(id, version, content, updatedAt));
  }

  Decision revise(LoggedEvent recorded, DeskState held, ItemContent sent) throws RejectedException {
    ItemContent present = content(held);
    ItemContent content = revised(present, sent);
    if (content.equals(present)) {
      return draft.unchanged(recorded, held.id(), held.version());
    }
    check(content, held.version());
    int version = held.version() + 1;
    if (mustWait(content)) {
      return hold(recorded, held.id(), version, content);
    }
    Item shown = show(held.id(), version, content, null);
    draft.settle(held, Outcome.Status.ACCEPTED, null);
    return draft.accepted(recorded, shown);
  }

  Decision withdraw(LoggedEvent recorded, DeskState held) {
    draft.withdraw(held);
    draft.settle(held, Outcome.Status.REJECTED, RejectionReason.WITHDRAWN);
    return draft.decision(recorded, Outcome.Status.ACCEPTED, held.id(), held.version());
  }

  /** Shows a held item, because its time has come. */
  void release(DeskState held) {
    if (draft.feed().status() == PublicFeed.Status.CLOSED) {
      draft.withdraw(held);
      draft.settle(held, Outcome.Status.REJECTED, RejectionReason.CLOSED);
    } else {
      show(held.id(), held.version(), content(held), null);
      draft.settle(held, Outcome.Status.ACCEPTED, null);
    }
  }

  /**
   * The content of a held item as it is to be from here on. Times that are left out stay: a
   * forgotten embargo must not be what lifts it.
   */
  static ItemContent revised(ItemContent held, ItemContent sent) {
    return sent.timed(
        sent.publishedAt() == null ? held.publishedAt() : sent.publishedAt(),
        sent.embargoedUntil() == null ? held.embargoedUntil() : sent.embargoedUntil());
  }

  static ItemContent content(DeskState held) {
    return Objects.requireNonNull(held.held());
  }

  private void check(ItemContent content, @Nullable Integer version) throws RejectedException {
    Checks checks = new Checks(draft);
    checks.label(content, version);
    Instant embargo = content.embargoedUntil();
    checks.dated(content, mustWait(content) && embargo != null ? embargo : draft.now(), version);
  }

  private Decision hold(LoggedEvent recorded, ItemId id, int version, ItemContent content) {
    List<PendingEvent> waiting =
        new ArrayList<>(draft.held(id).map(DeskState::waiting).orElse(List.of()));
    waiting.add(
        new PendingEvent(
            recorded.event().id(), recorded.event().digest(), draft.now(), recorded.at()));
    if (waiting.size() > MOST_WAITING) {
      waiting.remove(1);
    }
    draft.hold(id, version, content, waiting);
    return draft.decision(recorded, Outcome.Status.HELD, id, version);
  }

  private Item show(ItemId id, int version, ItemContent content, @Nullable Instant updatedAt) {
    Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), draft.now());
    Item.DatedContent dated =
        new Item.DatedContent(content, draft.day(publishedAt), publishedAt, updatedAt);
    return draft.change(
        Change.PUBLISHED, seq -> Item.published(id, seq, dated).withVersion(version));
  }
}
