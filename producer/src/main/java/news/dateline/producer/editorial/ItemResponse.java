package news.dateline.producer.editorial;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import news.dateline.events.Breaking;
import news.dateline.events.DeskState;
import news.dateline.events.FeedId;
import news.dateline.events.IdentityId;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.producer.eventlog.Items;
import org.jspecify.annotations.Nullable;

/**
 * An item as editors see it, in responses and on the stream of the desk.
 *
 * @param version the version that {@code If-Match} compares
 * @param item the public item; null if the item is not public
 * @param owner the identity that created the item; null if nobody is known
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
    @Nullable Item item,
    @Nullable ItemContent held,
    Breaking.@Nullable Planned breaking,
    List<DeskState.HistoryEntry> history) {
  static ItemResponse of(DeskState unpublished) {
    return of(unpublished.feed(), unpublished.id(), new Items.EditorialItem(unpublished, null));
  }

  static ItemResponse of(FeedId feed, ItemId id, Items.EditorialItem found) {
    Optional<DeskState> deskState = Optional.ofNullable(found.deskState());
    Optional<DeskState> unpublished = deskState.filter(state -> found.publicItem() == null);
    return new ItemResponse(
        feed,
        id,
        found.status(),
        found.version(),
        deskState.map(DeskState::owner).orElse(null),
        found.publicItem(),
        unpublished.map(DeskState::held).orElse(null),
        unpublished.map(DeskState::breaking).orElse(null),
        deskState.map(DeskState::history).orElse(List.of()));
  }
}
