package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import news.dateline.events.Breaking;
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

/** Rules for items under embargo, which readers cannot see yet. */
record EmbargoRules(DecisionBuilder builder) {
  /** If more events wait for one item, only the first and the newest get a final outcome. */
  private static final int MAX_PENDING_EVENTS = 50;

  /** Returns true if the embargo of the content ends in the future. */
  boolean isEmbargoed(ItemContent content) {
    return content.releaseFrom(builder.now()).isAfter(builder.now());
  }

  /** Publishes an item that is neither public nor held, or holds it until its embargo ends. */
  Decision publishOrHold(LoggedEvent logged, ItemId id, Publication publication)
      throws RejectedException {
    Integer withdrawn = builder.deskState(id).map(DeskState::version).orElse(null);
    check(publication, withdrawn);
    int version = withdrawn == null ? 1 : withdrawn + 1;
    return isEmbargoed(publication.content())
        ? hold(logged, id, version, publication)
        : builder.accepted(logged, publish(id, version, publication));
  }

  /** Replaces the content of a held item. Publishes the item if its embargo is over. */
  Decision revise(LoggedEvent logged, DeskState held, ItemContent update) throws RejectedException {
    ItemContent current = heldContent(held);
    ItemContent content = update.withTimesOf(current);
    if (content.equals(current)) {
      return builder.unchanged(logged, held.id(), held.version());
    }
    Publication publication = Publication.of(held).withContent(content);
    check(publication, held.version());
    int version = held.version() + 1;
    if (isEmbargoed(content)) {
      return hold(logged, held.id(), version, publication);
    }
    Item item = publish(held.id(), version, publication);
    builder.addFinalOutcomes(held, Outcome.Status.ACCEPTED, null);
    return builder.accepted(logged, item);
  }

  Decision withdraw(LoggedEvent logged, DeskState held) {
    builder.withdraw(held);
    builder.addFinalOutcomes(held, Outcome.Status.REJECTED, RejectionReason.WITHDRAWN);
    return builder.decision(logged, Outcome.Status.ACCEPTED, held.id(), held.version());
  }

  /** Publishes a held item whose embargo is over. In a closed feed the item is withdrawn. */
  void release(DeskState held) {
    if (builder.feed().status() == PublicFeed.Status.CLOSED) {
      builder.withdraw(held);
      builder.addFinalOutcomes(held, Outcome.Status.REJECTED, RejectionReason.CLOSED);
    } else {
      publish(held.id(), held.version(), Publication.of(held));
      builder.addFinalOutcomes(held, Outcome.Status.ACCEPTED, null);
    }
  }

  static ItemContent heldContent(DeskState held) {
    return Objects.requireNonNull(held.held());
  }

  void check(Publication publication, @Nullable Integer version) throws RejectedException {
    ItemContent content = publication.content();
    Checks checks = new Checks(builder);
    checks.requireKnownLabel(content, version);
    Instant release = content.releaseFrom(builder.now());
    checks.requireNotInFuture(content, release, version);
    if (publication.breaking() != null) {
      new PinAndBreakingRules(builder)
          .requireInRange(publication.breaking().from(release), release, version);
    }
  }

  Decision hold(LoggedEvent logged, ItemId id, int version, Publication publication) {
    builder.hold(id, version, publication, withPending(logged, id));
    return builder.decision(logged, Outcome.Status.HELD, id, version);
  }

  /** Returns the events that wait for the item, with this one. */
  List<PendingEvent> withPending(LoggedEvent logged, ItemId id) {
    List<PendingEvent> pending =
        new ArrayList<>(builder.deskState(id).map(DeskState::waiting).orElse(List.of()));
    pending.add(
        new PendingEvent(logged.event().id(), logged.event().digest(), builder.now(), logged.at()));
    if (pending.size() > MAX_PENDING_EVENTS) {
      pending.remove(1);
    }
    return pending;
  }

  Item publish(ItemId id, int version, Publication publication) {
    ItemContent content = publication.content();
    Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), builder.now());
    Item.DatedContent dated =
        new Item.DatedContent(
            content, builder.day(publishedAt), publishedAt, publication.updatedAt());
    Breaking breaking =
        publication.breaking() == null ? null : publication.breaking().from(builder.now());
    return builder.changeItem(
        Change.PUBLISHED,
        seq -> Item.published(id, seq, dated).withVersion(version).withBreaking(breaking, seq));
  }
}
