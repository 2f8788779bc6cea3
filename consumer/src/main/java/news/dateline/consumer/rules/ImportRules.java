package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.dateline.events.DeskState.ImportedFrom;
import news.dateline.events.Item;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ImportEvent;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.NewsEvent.ItemRetracted;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;

/**
 * Rules for items that another system publishes. No import publishes again what was retracted, or
 * replaces what an editor wrote unless it says so.
 */
final class ImportRules {
  private static final int LEVEL_OF_ONE_RAW_ITEM = 3;

  private final LoggedEvent logged;
  private final DecisionBuilder builder;
  private final ItemRules items;
  private final ImportedItems imported;

  ImportRules(LoggedEvent logged, DecisionBuilder builder, ItemRules items) {
    this.logged = logged;
    this.builder = builder;
    this.items = items;
    this.imported = new ImportedItems(builder, logged.digests());
  }

  /** Decides an event that names its source. Also a rejection leaves what is noted of sources. */
  Decision decide(ImportEvent event) {
    builder.deskStates().noteSources();
    try {
      if (!builder.deskStates().noteGeneration(event)) {
        throw builder.rejected(RejectionReason.STALE_GENERATION, null);
      }
      return event instanceof ItemImported item
          ? decide(item)
          : delete((ItemDeletedAtSource) event);
    } catch (RejectedException e) {
      Effects facts =
          new Effects(List.of(), List.of(), List.of(), builder.deskStates().importFacts());
      return new Decision(facts, e.outcome(logged), true);
    }
  }

  private Decision decide(ItemImported event) throws RejectedException {
    ItemId id = imported.choose(event);
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
    Optional<ImportedFrom> known = imported.from(id);
    if (imported.isUnchanged(id, event)) {
      Decision unchanged = builder.unchanged(logged, id, version);
      return imported.hasGuid(id, event.guid())
          ? unchanged
          : recorded(unchanged, id, event, known.orElseThrow().version());
    }
    boolean overwrites = event.overwrite() != null;
    boolean replaces = imported.isUntouched(id, event) || overwrites;
    Optional<Item> current = builder.item(id);
    boolean ahead = imported.timeAhead(id, event).isPresent();
    Publication next = Publication.of(event, current.isEmpty(), ahead);
    if (current.filter(item -> item.sameContent(next.content())).isPresent()) {
      // what an editor wrote stays the editor's, although its source now says the same
      int ofImport = replaces ? version : known.map(ImportedFrom::version).orElse(0);
      return recorded(builder.unchanged(logged, id, version), id, event, ofImport);
    }
    if (!replaces || builder.unpublishedState(id).isPresent()) {
      throw builder.rejected(RejectionReason.CONFLICT, version);
    }
    new Checks(builder).requireNotRetracted(id, event);
    boolean adopted = known.isEmpty() && !overwrites;
    return recorded(write(id, next, adopted), id, event, builder.version(id));
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
    Optional<ImportedFrom> known = imported.from(id);
    String source = Objects.requireNonNull(event.source());
    List<String> story =
        StoryDigests.append(
            known.map(this::earlierDigests).orElse(List.of()), logged.digests().of(event));
    Optional<Instant> ahead = imported.timeAhead(id, event);
    builder
        .deskStates()
        .putImportedFrom(
            id,
            new ImportedFrom(
                source.isEmpty() ? known.map(ImportedFrom::source).orElse(source) : source,
                StoryDigests.ofId(Objects.requireNonNull(event.guid())),
                StoryDigests.ofRaw(event),
                version,
                ahead.map(time -> StoryDigests.prepend(time, story)).orElse(story)));
    return new Decision(builder.effects(), decision.outcome(), decision.remember());
  }

  /**
   * Returns the digests of a story that stay at its next import. From level 3 on, what the source
   * wrote now replaces what it wrote before: the values of a counter in the item would displace the
   * digests of its earlier texts.
   */
  private List<String> earlierDigests(ImportedFrom known) {
    return logged.rulesLevel() < LEVEL_OF_ONE_RAW_ITEM
        ? known.contentDigests()
        : known.contentDigests().stream().filter(each -> !each.equals(known.digest())).toList();
  }

  /**
   * Retracts an item that this source brought and deleted. Keeps an item that an editor has
   * changed, or that is pinned or breaking news, unless the event says {@code overwrite}.
   */
  private Decision delete(ItemDeletedAtSource event) throws RejectedException {
    Optional<ItemId> found = imported.find(event);
    if (found.isEmpty()) {
      return builder.decision(logged, Outcome.Status.UNCHANGED, null, null);
    }
    ItemId id = found.get();
    int version = builder.version(id);
    if (builder.isRetracted(id)) {
      return builder.unchanged(logged, id, version);
    }
    try {
      boolean featured =
          builder.item(id).filter(of -> of.hasPin() || of.breaking() != null).isPresent();
      boolean edited = imported.from(id).orElseThrow().version() != version;
      if ((edited || featured) && event.overwrite() == null) {
        throw builder.rejected(RejectionReason.CONFLICT, version);
      }
      return items.retract(new ItemRetracted(id, event.reason(), null));
    } catch (RejectedException e) {
      throw e.about(id);
    }
  }
}
