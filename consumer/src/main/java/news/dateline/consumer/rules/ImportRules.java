package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import news.dateline.events.DeskState;
import news.dateline.events.DeskState.ImportedFrom;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ImportEvent;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
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
  /** Decides an event that names its source. Also a rejection leaves what is noted of sources. */
  Decision decide(ImportEvent event) {
    builder.deskStates().noteSources();
    try {
      if (!builder.deskStates().noteGeneration(event)) {
        throw builder.rejected(RejectionReason.STALE_GENERATION, null);
      }
      return event instanceof ItemImported imported
          ? decide(imported)
          : delete((ItemDeletedAtSource) event);
    } catch (RejectedException e) {
      Effects facts =
          new Effects(List.of(), List.of(), List.of(), builder.deskStates().importFacts());
      return new Decision(facts, e.outcome(logged), true);
    }
  }

  private Decision decide(ItemImported event) throws RejectedException {
    List<ItemId> ids = event.ids().isEmpty() ? List.of(event.id()) : event.ids();
    List<ItemId> ofSource = ids.stream().filter(id -> isOf(id, event.source())).toList();
    // where its link is not its own, the item has two guids, and the ids of the other stand last
    Optional<ItemId> own =
        first(ofSource, id -> hasDigest(id, event))
            .or(() -> first(ofSource, id -> isStory(id, event)))
            .or(
                () ->
                    ofSource.stream().filter(id -> hasGuid(id, event.guid())).reduce((a, b) -> b));
    ItemId id = own.isPresent() ? own.get() : target(ids, event);
    try {
      return decide(id, event);
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }

  private Decision decide(ItemId id, ItemImported event) throws RejectedException {
    int version = builder.version(id);
    if (builder.isRetracted(id)) {
      throw builder.rejected(RejectionReason.RETRACTED, version);
    }
    Optional<ImportedFrom> known = importedFrom(id);
    if (isUnchanged(id, event)) {
      Decision unchanged = builder.unchanged(logged, id, version);
      return hasGuid(id, event.guid())
          ? unchanged
          : recorded(unchanged, id, event, known.orElseThrow().version());
    }
    boolean overwrites = event.overwrite() != null;
    boolean replaces = isUntouched(id, event) || overwrites;
    Optional<Item> current = builder.item(id);
    Publication next = Publication.of(event, current.isEmpty());
    if (current.filter(item -> item.sameContent(next.content())).isPresent()) {
      // what an editor wrote stays the editor's, although its source now says the same
      int imported = replaces ? version : known.map(ImportedFrom::version).orElse(0);
      return recorded(builder.unchanged(logged, id, version), id, event, imported);
    }
    if (!replaces || builder.unpublishedState(id).isPresent()) {
      throw builder.rejected(RejectionReason.CONFLICT, version);
    }
    new Checks(builder).requireNotRetracted(id, event);
    boolean adopted = known.isEmpty() && !overwrites;
    return recorded(write(id, next, adopted), id, event, builder.version(id));
  }

  /** Returns true if the source says what it said at the last import, and nothing is forced. */
  private boolean isUnchanged(ItemId id, ItemImported event) {
    return hasDigest(id, event) && (event.overwrite() == null || isUntouched(id, event));
  }

  /** Returns true if the item is as an import made it, or if there is none. */
  private boolean isUntouched(ItemId id, ItemImported event) {
    return importedFrom(id)
        .map(from -> from.version() == builder.version(id))
        .orElseGet(() -> isFree(id) || isAdoptable(id, event));
  }

  private Decision write(ItemId id, Publication next, boolean adopted) throws RejectedException {
    Optional<Item> current = builder.item(id);
    if (current.isEmpty()) {
      return items.publishNew(id, next);
    }
    Instant updatedAt = Objects.requireNonNullElse(next.updatedAt(), builder.now());
    return items.updateTo(
        current.get(), next.content(), adopted ? current.get().updatedAt() : updatedAt);
  }

  /** Records where the item came from, and the version that an import made; 0 if none did. */
  private Decision recorded(Decision decision, ItemId id, ItemImported event, int version) {
    Optional<ImportedFrom> known = importedFrom(id);
    String source = Objects.requireNonNull(event.source());
    builder
        .deskStates()
        .putImportedFrom(
            id,
            new ImportedFrom(
                source.isEmpty() ? known.map(ImportedFrom::source).orElse(source) : source,
                StoryDigests.ofId(Objects.requireNonNull(event.guid())),
                StoryDigests.ofRaw(event),
                version,
                StoryDigests.newest(
                    known.map(ImportedFrom::contentDigests).orElse(List.of()),
                    logged.digests().of(event))));
    return new Decision(builder.effects(), decision.outcome(), decision.remember());
  }

  /**
   * Retracts an item that this source brought and deleted. Keeps an item that an editor has
   * changed, or that is pinned or breaking news, unless the event says {@code overwrite}.
   */
  private Decision delete(ItemDeletedAtSource event) throws RejectedException {
    List<ItemId> ids = event.ids().isEmpty() ? List.of(event.id()) : event.ids();
    Predicate<ItemId> isKnown = of -> isOf(of, event.source()) && hasGuid(of, event.guid());
    if (ids.stream().noneMatch(isKnown)) {
      return builder.decision(logged, Outcome.Status.UNCHANGED, null, null);
    }
    ItemId id = first(ids, isKnown).orElseThrow();
    int version = builder.version(id);
    if (builder.isRetracted(id)) {
      return builder.unchanged(logged, id, version);
    }
    try {
      boolean featured =
          builder.item(id).filter(of -> of.hasPin() || of.breaking() != null).isPresent();
      boolean edited = importedFrom(id).orElseThrow().version() != version;
      if ((edited || featured) && event.overwrite() == null) {
        throw builder.rejected(RejectionReason.CONFLICT, version);
      }
      return items.retract(new ItemRetracted(id, event.reason(), null));
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }

  /**
   * Returns the id of an item that this source has not under this id: one of the same link or text
   * where either document names no source, else an unrecorded one that was retracted and may be the
   * story, else the unrecorded one of the same link or text, else an unrecorded one that is in use,
   * else the first free one. What another source has under this id is another story, also if it was
   * retracted; whether the story itself was retracted is known by its digests.
   */
  private ItemId target(List<ItemId> ids, ItemImported event) throws RejectedException {
    return first(ids, id -> isUnnamed(id, event))
        .or(() -> first(ids, id -> isUnrecorded(id) && builder.isRetracted(id)))
        .or(() -> first(ids, id -> isUnrecorded(id) && isAdoptable(id, event)))
        .or(() -> first(ids, this::isUnrecorded))
        .or(() -> first(ids, this::isFree))
        .orElseThrow(() -> builder.rejected(RejectionReason.CONFLICT, null));
  }

  private static Optional<ItemId> first(List<ItemId> ids, Predicate<ItemId> wanted) {
    return ids.stream().filter(wanted).findFirst();
  }

  private Optional<ImportedFrom> importedFrom(ItemId id) {
    return builder.deskState(id).map(DeskState::importedFrom);
  }

  private boolean isOf(ItemId id, @Nullable String source) {
    return importedFrom(id)
        .map(ImportedFrom::source)
        .filter(of -> of.equals(source) || of.equals(StoryDigests.ofSource(source)))
        .isPresent();
  }

  /**
   * Returns true if the item was imported under this id with the same link or text, and either
   * document names no source. The id alone proves nothing: any document can claim it.
   */
  private boolean isUnnamed(ItemId id, ItemImported event) {
    String guid = Objects.requireNonNull(event.guid());
    Set<String> story = StoryDigests.ofEveryLevel(event);
    story.removeAll(StoryDigests.ofGuid(guid));
    boolean named = !Objects.requireNonNull(event.source()).isEmpty();
    return hasGuid(id, guid)
        && importedFrom(id)
            .filter(from -> !(named && !from.source().isEmpty()))
            .filter(from -> !Collections.disjoint(from.contentDigests(), story))
            .isPresent();
  }

  /**
   * Returns true if the item has the time of the event and says the same, or did before an editor
   * changed it. Stories that share a link may have been imported into one item, one after another.
   */
  private boolean isStory(ItemId id, ItemImported event) {
    Optional<Item> item = builder.item(id).filter(of -> StoryDigests.haveSameTime(of, event));
    Optional<ImportedFrom> from = item.flatMap(of -> importedFrom(id));
    Collection<String> digests =
        isUntouched(id, event)
            ? item.map(Item::content).map(logged.digests()::of).orElse(Set.of())
            : from.map(ImportedFrom::contentDigests).orElse(List.of());
    return !Collections.disjoint(digests, logged.digests().of(event.item()));
  }

  private boolean hasDigest(ItemId id, ItemImported event) {
    return importedFrom(id).filter(by -> by.digest().equals(StoryDigests.ofRaw(event))).isPresent();
  }

  private boolean hasGuid(ItemId id, @Nullable String guid) {
    return importedFrom(id).filter(from -> from.guid().equals(StoryDigests.ofId(guid))).isPresent();
  }

  private boolean isFree(ItemId id) {
    return builder.item(id).isEmpty() && builder.deskState(id).isEmpty();
  }

  private boolean isUnrecorded(ItemId id) {
    return !isFree(id) && importedFrom(id).isEmpty();
  }

  /**
   * Returns true if an item is in its first version and is the story of the event: by its address,
   * link or text. Under an id that an editor may have chosen, link and text have to be the same.
   */
  private boolean isAdoptable(ItemId id, ItemImported event) {
    return builder
        .item(id)
        .filter(item -> item.version() <= 1)
        .map(Item::content)
        .filter(content -> logged.digests().areOneStory(id, content, event))
        .isPresent();
  }
}
