package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.ImportedFrom;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemEvent;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/**
 * Rules for items that another system publishes. No import publishes again what was retracted, or
 * replaces what an editor wrote unless it says so.
 */
record ImportRules(LoggedEvent logged, DecisionBuilder builder, ItemRules items) {
  /** The kind of fact that keeps the newest poller of a source. */
  private static final String GENERATION = "generation";

  /** Returns true for the events of imports, except those that name no source. */
  static boolean decides(ItemEvent event) {
    return event instanceof ItemDeletedAtSource
        || (event instanceof ItemImported imported && imported.source() != null);
  }

  Decision decide(ItemEvent event) throws RejectedException {
    return event instanceof ItemImported imported
        ? decide(imported)
        : delete((ItemDeletedAtSource) event);
  }

  private Decision decide(ItemImported event) throws RejectedException {
    requireNewest(Objects.requireNonNull(event.source()), event.generation());
    Set<String> story = StoryDigests.of(event);
    ItemId id = target(event, story);
    try {
      return decide(id, event, story);
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }

  private Decision decide(ItemId id, ItemImported event, Set<String> story)
      throws RejectedException {
    int version = builder.version(id);
    if (builder.isRetracted(id)) {
      throw builder.rejected(RejectionReason.RETRACTED, version);
    }
    Optional<ImportedFrom> known = importedFrom(id);
    boolean overwrites = event.overwrite() != null;
    boolean untouched =
        known
            .map(from -> from.version() == version)
            .orElseGet(() -> isFree(id) || isAsImported(id, event));
    boolean sameDigest = known.filter(from -> from.digest().equals(event.digest())).isPresent();
    if (sameDigest && (untouched || !overwrites)) {
      return builder.unchanged(logged, id, version);
    }
    Optional<Item> current = builder.item(id);
    if (current.filter(item -> Checks.sameContent(item, event.item())).isPresent()) {
      return recorded(builder.unchanged(logged, id, version), id, event, story);
    }
    if (!untouched && (!overwrites || builder.unpublishedState(id).isPresent())) {
      throw builder.rejected(RejectionReason.CONFLICT, version);
    }
    requireNotRetracted(story);
    return recorded(write(id, event, known.isEmpty() && !overwrites), id, event, story);
  }

  private Decision write(ItemId id, ItemImported event, boolean adopted) throws RejectedException {
    Optional<Item> current = builder.item(id);
    if (current.isEmpty()) {
      return items.publishNew(id, new Publication(event.item(), event.updatedAt(), null));
    }
    Instant updatedAt = Objects.requireNonNullElse(event.updatedAt(), builder.now());
    return items.updateTo(
        current.get(), event.item(), adopted ? current.get().updatedAt() : updatedAt);
  }

  /** Returns the decision, which also records where the item came from. */
  private Decision recorded(Decision decision, ItemId id, ItemImported event, Set<String> story) {
    Optional<ImportedFrom> known = importedFrom(id);
    String source = Objects.requireNonNull(event.source());
    builder
        .deskStates()
        .putImportedFrom(
            id,
            new ImportedFrom(
                source.isEmpty() ? known.map(ImportedFrom::source).orElse(source) : source,
                guidDigest(Objects.requireNonNull(event.guid())),
                Objects.requireNonNull(event.digest()),
                builder.version(id),
                StoryDigests.newest(known.map(ImportedFrom::story).orElse(List.of()), story)));
    return new Decision(builder.effects(), decision.outcome(), decision.remember());
  }

  /**
   * Retracts an item that its source deleted. An item that no import recorded stays, and so does
   * one that an editor changed since, unless the event says so.
   */
  private Decision delete(ItemDeletedAtSource event) throws RejectedException {
    requireNewest(event.source(), event.generation());
    Set<String> story = StoryDigests.ofGuid(event.guid());
    Optional<ItemId> known =
        first(
            ids(event.id(), event.ids()),
            id -> isOf(id, event.source(), event.guid(), story, true));
    if (known.isEmpty()) {
      return builder.decision(logged, Outcome.Status.UNCHANGED, null, null);
    }
    ItemId id = known.get();
    int version = builder.version(id);
    if (builder.isRetracted(id)) {
      return builder.unchanged(logged, id, version);
    }
    try {
      if (importedFrom(id).orElseThrow().version() != version && event.overwrite() == null) {
        throw builder.rejected(RejectionReason.CONFLICT, version);
      }
      return items.retract(new ItemRetracted(id, event.reason(), null));
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }

  /**
   * Returns the id under which the item of this source is known, else an unrecorded one that was
   * retracted and may be the story, else the unrecorded one of the same story, else an unrecorded
   * one that is in use, else the first free one. All ids are looked at before a free one is taken,
   * so that no story is published under a second id of its own.
   */
  private ItemId target(ItemImported event, Set<String> story) throws RejectedException {
    List<ItemId> ids = ids(event.id(), event.ids());
    String source = Objects.requireNonNull(event.source());
    String guid = Objects.requireNonNull(event.guid());
    return first(ids, id -> isOf(id, source, guid, story, false))
        .or(() -> first(ids, id -> isOf(id, source, guid, story, true)))
        .or(() -> first(ids, id -> isUnrecorded(id) && builder.isRetracted(id)))
        .or(() -> first(ids, id -> isUnrecorded(id) && isAsImported(id, event)))
        .or(() -> first(ids, this::isUnrecorded))
        .or(() -> first(ids, this::isFree))
        .orElseThrow(() -> builder.rejected(RejectionReason.CONFLICT, null));
  }

  private static List<ItemId> ids(ItemId id, List<ItemId> ids) {
    return ids.isEmpty() ? List.of(id) : ids;
  }

  private static Optional<ItemId> first(List<ItemId> ids, Predicate<ItemId> wanted) {
    return ids.stream().filter(wanted).findFirst();
  }

  private Optional<ImportedFrom> importedFrom(ItemId id) {
    return builder.deskState(id).map(DeskState::importedFrom);
  }

  /**
   * Returns true if the item was imported from this source under this id.
   *
   * @param unnamed also accepts the same story where either document names no source
   */
  private boolean isOf(ItemId id, String source, String guid, Set<String> story, boolean unnamed) {
    ImportedFrom from = importedFrom(id).orElse(null);
    if (from == null || !from.guid().equals(guidDigest(guid))) {
      return false;
    }
    return from.source().equals(source)
        || from.source().equals(StoryDigests.digest(StoryDigests.SOURCE, source))
        || (unnamed
            && (source.isEmpty() || from.source().isEmpty())
            && !Collections.disjoint(from.story(), story));
  }

  private static String guidDigest(String guid) {
    return StoryDigests.digest("id", guid);
  }

  private boolean isFree(ItemId id) {
    return builder.item(id).isEmpty() && builder.deskState(id).isEmpty();
  }

  private boolean isUnrecorded(ItemId id) {
    return !isFree(id) && importedFrom(id).isEmpty();
  }

  /**
   * Returns true if an item that no import recorded is the story of the event, and nobody changed
   * it: it is in its first version, and has the same text or an id that only an import gives.
   */
  private boolean isAsImported(ItemId id, ItemImported event) {
    Item item = builder.item(id).orElse(null);
    ItemContent present = item == null ? null : item.content();
    if (item == null || present == null || item.version() > 1) {
      return false;
    }
    boolean digest = !id.value().equals(event.guid());
    return digest
        || (present.title().equals(event.item().title())
            && Objects.equals(present.lead(), event.item().lead())
            && Objects.equals(present.body(), event.item().body()));
  }

  private void requireNotRetracted(Set<String> story) throws RejectedException {
    for (String digest : story) {
      Optional<String> retracted = builder.deskStates().importFact(DeskStates.RETRACTED, digest);
      if (retracted.isPresent()) {
        ItemId id = new ItemId(retracted.get());
        throw builder.rejected(RejectionReason.RETRACTED, builder.version(id)).about(id);
      }
    }
  }

  /** A poller that another one has replaced writes nothing, also not what is new. */
  private void requireNewest(String source, @Nullable Long generation) throws RejectedException {
    long newest =
        builder.deskStates().importFact(GENERATION, source).map(Long::parseLong).orElse(0L);
    if (generation != null && generation < newest) {
      throw builder.rejected(RejectionReason.STALE_IMPORT, null);
    }
    if (generation != null && generation > newest) {
      builder.deskStates().putImportFact(GENERATION, source, generation.toString());
    }
  }
}
