package news.dateline.producer.editorial;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.producer.eventlog.EditorialItems;
import news.dateline.producer.eventlog.Identities;
import org.jspecify.annotations.Nullable;

/**
 * An item as editors see it, in responses and on the stream of the desk.
 *
 * @param version the version that {@code If-Match} compares
 * @param item the public item; null if the item is not public
 * @param owner the identity that created the item; null if unknown
 * @param names the identities of {@code owner} and {@code history} that have a name
 * @param held the content that is not public yet: of an item that is held, submitted or returned
 * @param breaking the breaking news that the held item will be
 * @param history what editors did to the item, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ItemResponse(
    FeedId feed,
    ItemId id,
    DeskState.Status status,
    int version,
    @Nullable IdentityId owner,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NamedIdentity> names,
    @Nullable Item item,
    @Nullable ItemContent held,
    Breaking.@Nullable Planned breaking,
    List<DeskState.HistoryEntry> history) {
  record NamedIdentity(IdentityId id, String name) {}

  /** The beginning of the {@code ce_source} of what an identity has sent. */
  private static final String BY_IDENTITY = "/desk/";

  static ItemResponse of(DeskState unpublished, Identities identities) {
    return of(unpublished.feed(), new EditorialItems.EditorialItem(unpublished, null), identities);
  }

  static ItemResponse of(FeedId feed, EditorialItems.EditorialItem found, Identities identities) {
    Optional<DeskState> deskState = Optional.ofNullable(found.deskState());
    Optional<DeskState> unpublished = deskState.filter(state -> found.publicItem() == null);
    return new ItemResponse(
        feed,
        found.id(),
        found.status(),
        found.version(),
        deskState.map(DeskState::owner).orElse(null),
        deskState.map(state -> names(state, identities)).orElse(List.of()),
        found.publicItem(),
        unpublished.map(DeskState::held).orElse(null),
        unpublished.map(DeskState::breaking).orElse(null),
        deskState.map(DeskState::history).orElse(List.of()));
  }

  private static List<NamedIdentity> names(DeskState state, Identities identities) {
    return Stream.concat(
            Stream.ofNullable(state.owner()),
            state.history().stream()
                .map(DeskState.HistoryEntry::by)
                .filter(by -> by.startsWith(BY_IDENTITY))
                .map(by -> new IdentityId(by.substring(BY_IDENTITY.length()))))
        .distinct()
        .flatMap(id -> identities.name(id).map(name -> new NamedIdentity(id, name)).stream())
        .toList();
  }
}
