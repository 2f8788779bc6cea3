package news.dateline.consumer.rules;

import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemReleased;
import news.dateline.events.NewsEvent.ItemReturned;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Rules for items of authors who may not publish: an item is submitted, and an editor releases it
 * or returns it. Readers see nothing of it before its release.
 */
record ReviewRules(DecisionBuilder builder, LoggedEvent logged) {

  /** Submits an item that does not exist yet. */
  Decision submit(ItemId id, Publication publication) throws RejectedException {
    embargo().check(publication, null);
    return submit(id, 1, publication);
  }

  /** Replaces the content of an item in review. A returned item is submitted again. */
  Decision revise(DeskState current, ItemContent update) throws RejectedException {
    ItemContent content = update.withTimesOf(EmbargoRules.heldContent(current));
    if (current.status() == DeskState.Status.SUBMITTED && content.equals(current.held())) {
      return builder.unchanged(logged, current.id(), current.version());
    }
    Publication publication = Publication.of(current).withContent(content);
    embargo().check(publication, current.version());
    return submit(current.id(), current.version() + 1, publication);
  }

  private Decision submit(ItemId id, int version, Publication publication) {
    builder.submit(id, version, publication, embargo().withPending(logged, id));
    return builder.decision(logged, Outcome.Status.HELD, id, version);
  }

  /** Publishes a submitted item, or holds it if its embargo is not over. */
  Decision release(ItemReleased event) throws RejectedException {
    DeskState submitted = requireSubmitted(event.id(), event.ifVersion());
    Publication publication = Publication.of(submitted);
    embargo().check(publication, submitted.version());
    if (embargo().isEmbargoed(publication.content())) {
      return embargo().hold(logged, event.id(), submitted.version(), publication);
    }
    Item item = embargo().publish(event.id(), submitted.version(), publication);
    builder.addFinalOutcomes(submitted, Outcome.Status.ACCEPTED, null);
    return builder.accepted(logged, item);
  }

  Decision returnToAuthor(ItemReturned event) throws RejectedException {
    DeskState submitted = requireSubmitted(event.id(), event.ifVersion());
    builder.returnToAuthor(submitted, event.note());
    builder.addFinalOutcomes(submitted, Outcome.Status.REJECTED, RejectionReason.RETURNED);
    return builder.decision(logged, Outcome.Status.ACCEPTED, event.id(), submitted.version());
  }

  private DeskState requireSubmitted(ItemId id, @Nullable Integer ifVersion)
      throws RejectedException {
    Optional<DeskState> state = builder.deskState(id);
    if (state.isPresent() && state.get().status() == DeskState.Status.SUBMITTED) {
      new Checks(builder).requireVersion(state.get().version(), ifVersion);
      return state.get();
    }
    Integer version =
        state.map(DeskState::version).or(() -> builder.item(id).map(Item::version)).orElse(null);
    throw builder.rejected(
        version == null ? RejectionReason.NO_ITEM : RejectionReason.NOT_SUBMITTED, version);
  }

  private EmbargoRules embargo() {
    return new EmbargoRules(builder);
  }
}
