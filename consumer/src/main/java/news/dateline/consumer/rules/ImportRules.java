package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.ImportedFrom;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Rules for items that another system publishes. */
record ImportRules(LoggedEvent logged, DecisionBuilder builder, Checks checks, ItemRules items) {

  /** Returns what is recorded of the event that made a version; null if it names no source. */
  static @Nullable ImportedFrom recordOf(ItemImported event, int version) {
    return event.source() == null
        ? null
        : new ImportedFrom(
            event.source(),
            Objects.requireNonNull(event.guid()),
            Objects.requireNonNull(event.digest()),
            version,
            event.generation());
  }

  Decision decide(ItemImported event) throws RejectedException {
    if (event.source() == null) {
      return write(event.id(), event);
    }
    ItemId id = target(event);
    try {
      requireNotRetracted(id);
      return decide(id, event);
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }

  private Decision decide(ItemId id, ItemImported event) throws RejectedException {
    Optional<ImportedFrom> recorded = importedFrom(id);
    Optional<Item> current = builder.item(id);
    int version = version(id);
    requireNewest(recorded, event.generation(), version);
    boolean edited =
        recorded.isPresent()
            ? recorded.get().version() != version
            : !isFree(id) && !isSameStory(id, event);
    boolean overwrites = event.overwrite() != null;
    if (recorded.filter(from -> from.digest().equals(event.digest())).isPresent()
        && !(edited && overwrites)) {
      return builder.unchanged(logged, id, version);
    }
    if (current.filter(item -> Checks.sameContent(item, event.item())).isPresent()) {
      return recorded(builder.unchanged(logged, id, version), id, event);
    }
    if (edited && !overwrites) {
      throw builder.rejected(RejectionReason.CONFLICT, version);
    }
    Decision decision =
        recorded.isEmpty() && current.isPresent() && !overwrites
            ? items.updateTo(current.get(), event.item(), current.get().updatedAt())
            : write(id, event);
    return recorded(decision, id, event);
  }

  /** Returns the decision, which also records where the item came from. */
  private Decision recorded(Decision decision, ItemId id, ItemImported event) {
    int version = version(id);
    DeskState present = builder.deskState(id).orElseGet(() -> fromBeforeDeskStates(id, version));
    builder.put(present.withImportedFrom(recordOf(event, version)));
    return new Decision(builder.effects(), decision.outcome(), decision.remember());
  }

  private DeskState fromBeforeDeskStates(ItemId id, int version) {
    return new DeskState(
        builder.feed().feed(),
        builder.feed().epoch(),
        id,
        DeskState.Status.PUBLISHED,
        version,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null);
  }

  private Decision write(ItemId id, ItemImported event) throws RejectedException {
    Optional<DeskState> unpublished = builder.unpublishedState(id);
    if (unpublished.isPresent()) {
      return items.revise(unpublished.get(), event.item());
    }
    Instant updatedAt = event.updatedAt();
    Optional<Item> current = builder.item(id);
    return current.isEmpty()
        ? items.publishNew(id, new Publication(event.item(), updatedAt, null))
        : items.updateTo(
            checks.requireNotRetracted(current.get()),
            event.item(),
            Objects.requireNonNullElse(updatedAt, builder.now()));
  }

  /** Retracts an item that its source deleted. An item that no import recorded stays. */
  Decision delete(ItemDeletedAtSource event) throws RejectedException {
    Optional<ItemId> known =
        first(event.ids(), id -> isOf(importedFrom(id), event.source(), event.guid()));
    if (known.isEmpty()) {
      return builder.decision(logged, Outcome.Status.UNCHANGED, null, null);
    }
    ItemId id = known.get();
    int version = version(id);
    if (isRetracted(id)) {
      return builder.unchanged(logged, id, version);
    }
    try {
      requireNewest(importedFrom(id), event.generation(), version);
      if (importedFrom(id).orElseThrow().version() != version && event.overwrite() == null) {
        throw builder.rejected(RejectionReason.CONFLICT, version);
      }
      return items.retract(new ItemRetracted(id, event.reason(), null));
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }

  /**
   * Returns the id under which the item of this source is known, else the one of the same story
   * that no import recorded, else one that may be the same story and was retracted, else the first
   * that no other source uses. All ids are looked at before a free one, so that a retracted story
   * is not published again under another id.
   */
  private ItemId target(ItemImported event) throws RejectedException {
    List<ItemId> ids = event.ids().isEmpty() ? List.of(event.id()) : event.ids();
    String source = Objects.requireNonNull(event.source());
    String guid = Objects.requireNonNull(event.guid());
    return first(ids, id -> isOf(importedFrom(id), source, guid))
        .or(() -> first(ids, id -> importedFrom(id).isEmpty() && isSameStory(id, event)))
        .or(() -> first(ids, id -> isRetracted(id) && mayBe(importedFrom(id), guid)))
        .or(() -> first(ids, id -> importedFrom(id).isEmpty()))
        .orElseThrow(() -> builder.rejected(RejectionReason.CONFLICT, null));
  }

  private static Optional<ItemId> first(List<ItemId> ids, Predicate<ItemId> wanted) {
    return ids.stream().filter(wanted).findFirst();
  }

  private Optional<ImportedFrom> importedFrom(ItemId id) {
    return builder.deskState(id).map(DeskState::importedFrom);
  }

  private int version(ItemId id) {
    return builder
        .deskState(id)
        .map(DeskState::version)
        .or(() -> builder.item(id).map(Item::version))
        .orElse(0);
  }

  private static boolean isOf(Optional<ImportedFrom> from, String source, String guid) {
    return from.filter(known -> known.source().equals(source) && known.guid().equals(guid))
        .isPresent();
  }

  /** Returns true if a retracted item may be the story: its content cannot tell any more. */
  private static boolean mayBe(Optional<ImportedFrom> from, String guid) {
    boolean address = guid.startsWith("//");
    return from.isEmpty() || (address && from.get().guid().equals(guid));
  }

  private boolean isFree(ItemId id) {
    return builder.item(id).isEmpty() && builder.deskState(id).isEmpty();
  }

  private boolean isRetracted(ItemId id) {
    return builder.item(id).filter(Item::retracted).isPresent()
        || builder
            .deskState(id)
            .filter(state -> state.status() == DeskState.Status.RETRACTED)
            .isPresent();
  }

  /**
   * Returns true if a public item is the story of the event: it has the same link or the same text,
   * or an id that is a digest of the guid or link, which only an import gives.
   */
  private boolean isSameStory(ItemId id, ItemImported event) {
    Item item = builder.item(id).orElse(null);
    ItemContent present = item == null ? null : item.content();
    if (present == null) {
      return false;
    }
    ItemContent content = event.item();
    boolean digest = !id.value().equals(event.guid());
    boolean sameLink = present.link() != null && present.link().equals(content.link());
    boolean sameText =
        present.title().equals(content.title()) && Objects.equals(present.body(), content.body());
    return digest || sameLink || sameText;
  }

  private void requireNotRetracted(ItemId id) throws RejectedException {
    if (isRetracted(id)) {
      throw builder.rejected(RejectionReason.RETRACTED, version(id));
    }
  }

  private void requireNewest(
      Optional<ImportedFrom> recorded, @Nullable Long generation, int version)
      throws RejectedException {
    Long known = recorded.map(ImportedFrom::generation).orElse(null);
    if (known != null && generation != null && generation < known) {
      throw builder.rejected(RejectionReason.STALE_IMPORT, version);
    }
  }
}
