package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.DeskState;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ImportEvent;
import news.dateline.events.NewsEvent.ItemCorrected;
import news.dateline.events.NewsEvent.ItemEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemReleased;
import news.dateline.events.NewsEvent.ItemRestored;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.NewsEvent.ItemReturned;
import news.dateline.events.NewsEvent.ItemUpdated;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import org.jspecify.annotations.Nullable;

/** Rules for events on one item. An instance decides one event. */
final class ItemRules {
  private final DecisionBuilder builder;
  private final LoggedEvent logged;
  private final Checks checks;
  private final EmbargoRules embargo;
  private final ReviewRules review;
  private final PinAndBreakingRules pinAndBreaking;

  ItemRules(DecisionBuilder builder, LoggedEvent logged) {
    this.builder = builder;
    this.logged = logged;
    this.checks = new Checks(builder);
    this.embargo = new EmbargoRules(builder);
    this.review = new ReviewRules(builder, logged);
    this.pinAndBreaking = new PinAndBreakingRules(builder);
  }

  Decision decide(ItemEvent event) throws RejectedException {
    if (event instanceof ItemPublished published) {
      return publish(published);
    }
    if (event instanceof ItemUpdated updated) {
      return update(updated);
    }
    if (event instanceof ImportEvent imported && imported.source() != null) {
      return new ImportRules(logged, builder, this).decide(imported);
    }
    if (event instanceof ItemImported earlier) {
      return importById(earlier);
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
    if (event instanceof ItemReleased released) {
      return review.release(released);
    }
    if (event instanceof ItemReturned returned) {
      return review.returnToAuthor(returned);
    }
    return pinAndBreaking.decide(logged, event);
  }

  private Decision publish(ItemPublished event) throws RejectedException {
    Optional<DeskState> held = builder.unpublishedState(event.id());
    if (held.isPresent()) {
      ItemContent current = EmbargoRules.heldContent(held.get());
      boolean same =
          current.equals(event.item().withTimesOf(current))
              && Objects.equals(held.get().breaking(), event.breaking());
      return unchangedOrExists(held.get().version(), same, event);
    }
    Optional<Item> current = builder.item(event.id());
    if (current.isPresent()) {
      Item item = checks.requireNotRetracted(current.get());
      boolean same =
          item.sameContent(event.item()) && PinAndBreakingRules.isAlready(item, event.breaking());
      return unchangedOrExists(item.version(), same, event);
    }
    Publication publication = Publication.of(event);
    return publishNew(
        event.id(),
        event.holdFor() == null
            ? publication
            : publication.notBefore(builder.now().plusSeconds(event.holdFor())));
  }

  /** Decides a publication under an id that is in use: only the same content is not a conflict. */
  private Decision unchangedOrExists(int version, boolean same, ItemPublished event)
      throws RejectedException {
    if (same) {
      return builder.unchanged(logged, event.id(), version);
    }
    throw builder.rejected(RejectionReason.EXISTS, version);
  }

  /** Publishes an item under an id that is free. */
  Decision publishNew(ItemId id, Publication publication) throws RejectedException {
    Optional<DeskState> withdrawn = builder.deskState(id);
    if (withdrawn.isPresent()) {
      throw builder.rejected(RejectionReason.RETRACTED, withdrawn.get().version());
    }
    return logged.event().actor().has(Right.PUBLISH)
        ? embargo.publishOrHold(logged, id, publication)
        : review.submit(id, publication);
  }

  private Decision update(ItemUpdated event) throws RejectedException {
    Optional<DeskState> held = builder.unpublishedState(event.id());
    if (held.isPresent()) {
      checks.requireMayUpdate(logged.event().actor(), event.id(), held.get().version());
      checks.requireVersion(held.get().version(), event.ifVersion());
      return revise(held.get(), event.item());
    }
    Item item = checks.requirePublished(event.id());
    checks.requireMayUpdate(logged.event().actor(), event.id(), item.version());
    checks.requireVersion(item.version(), event.ifVersion());
    return updateTo(item, event.item(), event.minor() ? item.updatedAt() : builder.now());
  }

  /** Replaces the content of an item that is not public yet. */
  private Decision revise(DeskState current, ItemContent content) throws RejectedException {
    return current.inReview()
        ? review.revise(current, content)
        : embargo.revise(logged, current, content);
  }

  /** Decides an event of a producer that knew no sources. */
  private Decision importById(ItemImported event) throws RejectedException {
    Optional<DeskState> held = builder.unpublishedState(event.id());
    if (held.isPresent()) {
      return revise(held.get(), event.item());
    }
    Optional<Item> current = builder.item(event.id());
    return current.isEmpty()
        ? publishNew(event.id(), new Publication(event.item(), event.updatedAt(), null))
        : updateTo(
            checks.requireNotRetracted(current.get()),
            event.item(),
            Objects.requireNonNullElse(event.updatedAt(), builder.now()));
  }

  /** Replaces the content of a public item, unless it is the same. */
  Decision updateTo(Item item, ItemContent content, @Nullable Instant updatedAt)
      throws RejectedException {
    if (item.sameContent(content)) {
      return builder.unchanged(logged, item.id(), item.version());
    }
    Item.DatedContent dated = checkAndDate(item, content, updatedAt);
    Change change = dated.day().equals(item.day()) ? Change.UPDATED : Change.MOVED;
    return builder.accepted(logged, builder.changeItem(change, seq -> item.revised(dated, seq)));
  }

  private Decision correct(ItemCorrected event) throws RejectedException {
    Item item = checks.requireNotHeld(event.id());
    checks.requireVersion(item.version(), event.ifVersion());
    if (item.corrections().size() >= Item.MAX_CORRECTIONS) {
      throw builder.rejected(RejectionReason.TOO_MANY_CORRECTIONS, item.version());
    }
    Item.DatedContent dated = checkAndDate(item, event.item(), builder.now());
    return builder.accepted(
        logged,
        builder.changeItem(
            Change.CORRECTED,
            seq ->
                item.withCorrection(new Item.Correction(builder.now(), event.note(), seq))
                    .revised(dated, seq)));
  }

  Decision retract(ItemRetracted event) throws RejectedException {
    Optional<Item> current = builder.item(event.id());
    Optional<DeskState> deskState = builder.deskState(event.id());
    if (current.isEmpty() && deskState.isPresent()) {
      return withdraw(deskState.get(), event);
    }
    Item item = current.orElseThrow(() -> builder.rejected(RejectionReason.NO_ITEM, null));
    if (!logged.event().actor().has(Right.EDIT)) {
      throw builder.forbidden(Right.EDIT, item.version());
    }
    if (item.retracted() && event.reason().equals(item.reason())) {
      return builder.unchanged(logged, item.id(), item.version());
    }
    checks.requireNotRetracted(item);
    checks.requireVersion(item.version(), event.ifVersion());
    Item plain = pinAndBreaking.clearPinAndBreaking(item);
    return builder.accepted(
        logged,
        builder.changeItem(
            Change.RETRACTED, seq -> plain.retracted(builder.now(), event.reason(), seq)));
  }

  private Decision withdraw(DeskState deskState, ItemRetracted event) throws RejectedException {
    checks.requireMayUpdate(logged.event().actor(), deskState.id(), deskState.version());
    if (deskState.held() == null) {
      return builder.unchanged(logged, deskState.id(), deskState.version());
    }
    checks.requireVersion(deskState.version(), event.ifVersion());
    return embargo.withdraw(logged, deskState);
  }

  private Decision restore(ItemRestored event) throws RejectedException {
    Optional<Item> current = builder.item(event.id());
    Optional<DeskState> deskState = builder.deskState(event.id());
    if (current.isEmpty() && deskState.isEmpty()) {
      throw builder.rejected(RejectionReason.NO_ITEM, null);
    }
    int version = current.map(Item::version).orElseGet(() -> deskState.orElseThrow().version());
    boolean gone =
        current.map(Item::retracted).orElseGet(() -> deskState.orElseThrow().held() == null);
    if (!gone) {
      throw builder.rejected(RejectionReason.NOT_RETRACTED, version);
    }
    checks.requireVersion(version, event.ifVersion());
    if (current.isEmpty()) {
      return embargo.publishOrHold(logged, event.id(), Publication.of(event.item()));
    }
    Item.DatedContent dated = checkAndDate(current.get(), event.item(), builder.now());
    return builder.accepted(
        logged, builder.changeItem(Change.RESTORED, seq -> current.get().revised(dated, seq)));
  }

  /** Checks new content of an item that is or was public, and dates it. */
  private Item.DatedContent checkAndDate(
      Item item, ItemContent content, @Nullable Instant updatedAt) throws RejectedException {
    checks.requireKnownLabel(content, item.version());
    if (embargo.isEmbargoed(content)) {
      throw builder.rejected(RejectionReason.ALREADY_PUBLIC, item.version());
    }
    checks.requireNotInFuture(content, builder.now(), item.version());
    Instant publishedAt = Objects.requireNonNullElse(content.publishedAt(), item.publishedAt());
    return new Item.DatedContent(content, builder.day(publishedAt), publishedAt, updatedAt);
  }
}
