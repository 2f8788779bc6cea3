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
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent.ItemDeletedAtSource;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.events.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Finds the item of a story by what is recorded of earlier imports. */
record ImportedItems(DecisionBuilder builder, StoryDigests digests) {
  /**
   * Returns the id of the item that this source has of the story: by what the source wrote, by what
   * the item says, or by its id in the source. Without such an item, the id for a new one.
   */
  ItemId choose(ItemImported event) throws RejectedException {
    List<ItemId> ids = event.ids().isEmpty() ? List.of(event.id()) : event.ids();
    List<ItemId> ofSource = ids.stream().filter(id -> isOf(id, event.source())).toList();
    // a link may pass to another item, whose ids of title and time stand after those of the link
    Optional<ItemId> own =
        first(ofSource, id -> hasDigest(id, event))
            .or(() -> first(ofSource, id -> isStory(id, event)))
            .or(() -> last(ofSource, id -> hasGuid(id, event.guid())));
    return own.isPresent() ? own.get() : target(ids, event);
  }

  /** Returns the item of this source and guid; empty if this source brought none. */
  Optional<ItemId> find(ItemDeletedAtSource event) {
    List<ItemId> ids = event.ids().isEmpty() ? List.of(event.id()) : event.ids();
    return first(ids, id -> isOf(id, event.source()) && hasGuid(id, event.guid()));
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

  private static Optional<ItemId> last(List<ItemId> ids, Predicate<ItemId> wanted) {
    return ids.stream().filter(wanted).reduce((before, after) -> after);
  }

  /** Returns where an item was imported from; empty if no import recorded it. */
  Optional<ImportedFrom> from(ItemId id) {
    return builder.deskState(id).map(DeskState::importedFrom);
  }

  /** Returns true if the source says nothing new, and nothing is forced. */
  boolean isUnchanged(ItemId id, ItemImported event) {
    return hasDigest(id, event) && (event.overwrite() == null || isUntouched(id, event));
  }

  /** Returns true if the item is as an import made it, or if there is none. */
  boolean isUntouched(ItemId id, ItemImported event) {
    return from(id)
        .map(from -> from.version() == builder.version(id))
        .orElseGet(() -> isFree(id) || isAdoptable(id, event));
  }

  private boolean isOf(ItemId id, @Nullable String source) {
    return from(id)
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
        && from(id)
            .filter(from -> !(named && !from.source().isEmpty()))
            .filter(from -> !Collections.disjoint(from.contentDigests(), story))
            .isPresent();
  }

  /**
   * Returns true if the item has the time of the event and says the same, or did before an editor
   * changed it. Stories that share a link may have been imported into one item, one after another.
   */
  private boolean isStory(ItemId id, ItemImported event) {
    Optional<Item> item = builder.item(id).filter(of -> hasTime(of, event));
    Optional<ImportedFrom> from = item.flatMap(of -> from(id));
    Collection<String> known =
        isUntouched(id, event)
            ? item.map(Item::content).map(digests::of).orElse(Set.of())
            : from.map(ImportedFrom::contentDigests).orElse(List.of());
    return !Collections.disjoint(known, digests.ofStory(event.item()));
  }

  /** Returns true if the event has no time, or one that is, or would be, that of the item. */
  private boolean hasTime(Item item, ItemImported event) {
    Instant time = declaredTime(event);
    return time == null || time.equals(item.publishedAt()) || wasAhead(item.id(), time);
  }

  /**
   * Returns the time that the source declares if it is or, when the item was imported, was ahead.
   */
  Optional<Instant> timeAhead(ItemId id, ItemImported event) {
    return Optional.ofNullable(declaredTime(event))
        .filter(time -> event.item().publishedAt() == null || wasAhead(id, time));
  }

  /** Returns the time that the source declares for the publication, also one ahead of the clock. */
  private static @Nullable Instant declaredTime(ItemImported event) {
    Instant time = event.item().publishedAt();
    return time == null ? event.updatedAt() : time;
  }

  private boolean wasAhead(ItemId id, Instant time) {
    String ofTime = StoryDigests.ofTime(time);
    return from(id).filter(from -> from.contentDigests().contains(ofTime)).isPresent();
  }

  private boolean hasDigest(ItemId id, ItemImported event) {
    return from(id).filter(by -> by.digest().equals(StoryDigests.ofRaw(event))).isPresent();
  }

  boolean hasGuid(ItemId id, @Nullable String guid) {
    return from(id).filter(from -> from.guid().equals(StoryDigests.ofId(guid))).isPresent();
  }

  private boolean isFree(ItemId id) {
    return builder.item(id).isEmpty() && builder.deskState(id).isEmpty();
  }

  private boolean isUnrecorded(ItemId id) {
    return !isFree(id) && from(id).isEmpty();
  }

  /** Returns true if an item is in its first version and is the story of the event. */
  private boolean isAdoptable(ItemId id, ItemImported event) {
    return builder
        .item(id)
        .filter(item -> item.version() <= 1)
        .map(Item::content)
        .filter(content -> areOneStory(id, content, event))
        .isPresent();
  }

  /**
   * Returns true if a content is the story of an event: by an id that no two stories have, by link
   * or by text. Under an id that an editor may have chosen, link and text have to agree.
   */
  private boolean areOneStory(ItemId id, ItemContent content, ItemImported event) {
    String guid = Objects.requireNonNull(event.guid());
    ItemContent imported = event.item();
    boolean sameLink =
        content.link() != null
            && imported.link() != null
            && digests.address(content.link()).equals(digests.address(imported.link()));
    if (id.value().equals(guid)) {
      return sameLink && StoryDigests.text(content).equals(StoryDigests.text(imported));
    }
    return sameLink
        || !StoryDigests.ofGuid(guid).isEmpty()
        || !Collections.disjoint(digests.of(content), digests.of(imported));
  }
}
