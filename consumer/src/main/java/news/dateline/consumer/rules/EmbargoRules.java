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
record EmbargoRules(DecisionBuilder builder) {
  /** Of more revisions than this only the newest, and the first, get their final outcome. */
  private static final int MAX_PENDING_EVENTS = 50;

  /** Whether content has to wait. */
  boolean isEmbargoed(ItemContent content) {
    Instant until = content.embargoedUntil();
    return until != null && until.isAfter(builder.now());
  }

  /** An item that is neither public nor held: shown now, or held. */
  Decision first(LoggedEvent logged, ItemId id, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    Integer withdrawn = builder.deskState(id).map(DeskState::version).orElse(null);
    check(content, withdrawn);
    int version = withdrawn == null ? 1 : withdrawn + 1;
    return isEmbargoed(content)
        ? hold(logged, id, version, content)
        : builder.accepted(logged, show(id, version, content, updatedAt));
  }

  Decision revise(LoggedEvent logged, DeskState held, ItemContent sent) throws RejectedException {
    ItemContent present = content(held);
    ItemContent content = revised(present, sent);
    if (content.equals(present)) {
      return builder.unchanged(logged, held.id(), held.version());
    }
    check(content, held.version());
    int version = held.version() + 1;
    if (isEmbargoed(content)) {
      return hold(logged, held.id(), version, content);
    }
    Item shown = show(held.id(), version, content, null);
    builder.addFinalOutcomes(held, Outcome.Status.ACCEPTED, null);
    return builder.accepted(logged, shown);
  }

  Decision withdraw(LoggedEvent logged, DeskState held) {
    builder.withdraw(held);
    builder.addFinalOutcomes(held, Outcome.Status.REJECTED, RejectionReason.WITHDRAWN);
    return builder.decision(logged, Outcome.Status.ACCEPTED, held.id(), held.version());
  }

  /** Shows a held item, because its time has come. */
  void release(DeskState held) {
    if (builder.feed().status() == PublicFeed.Status.CLOSED) {
      builder.withdraw(held);
      builder.addFinalOutcomes(held, Outcome.Status.REJECTED, RejectionReason.CLOSED);
    } else {
      show(held.id(), held.version(), content(held), null);
      builder.addFinalOutcomes(held, Outcome.Status.ACCEPTED, null);
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
    Checks checks = new Checks(builder);
    checks.requireKnownLabel(content, version);
    Instant embargo = content.embargoedUntil();
    checks.requireNotInFuture(content, isEmbargoed(content) && embargo != null ? embargo : builder.now(), version);
  }

  private Decision hold(LoggedEvent logged, ItemId id, int version, ItemContent content) {
    List<PendingEvent> waiting =
        new ArrayList<>(builder.heldState(id).map(DeskState::waiting).orElse(List.of()));
    waiting.add(
        new PendingEvent(
            logged.event().id(), logged.event().digest(), builder.now(), logged.at()));
    if (waiting.size() > MAX_PENDING_EVENTS) {
      waiting.remove(1);
    }
    builder.hold(id, version, content, waiting);
    return builder.decision(logged, Outcome.Status.HELD, id, version);
  }

  private Item show(ItemId id, int version, ItemContent content, @Nullable Instant updatedAt) {
    Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), builder.now());
    Item.DatedContent dated =
        new Item.DatedContent(content, builder.day(publishedAt), publishedAt, updatedAt);
    return builder.change(
        Change.PUBLISHED, seq -> Item.published(id, seq, dated).withVersion(version));
  }
}
