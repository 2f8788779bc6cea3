package news.dateline.producer.editorial;

import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.problem.Problem;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A correction as an editor sends it.
 *
 * @param note what was wrong, for everyone
 * @param item the whole item as it is right
 */
record CorrectionJson(String note, @Nullable ObjectNode item) {

  /** Reads a correction of the item at this address; what does not fit is a {@link Problem}. */
  static NewsEvent read(byte[] body, ItemId address, @Nullable Integer ifVersion) {
    CorrectionJson correction = StrictJson.read(StrictJson.parseObject(body), CorrectionJson.class);
    try {
      return new NewsEvent.ItemCorrected(
          address, correction.note(), correction.content(address), ifVersion);
    } catch (InvalidFieldException e) {
      throw Problem.of(e);
    }
  }

  private ItemContent content(ItemId address) {
    if (item == null) {
      throw new InvalidFieldException("item", "is missing");
    }
    try {
      return ItemJson.of(item).contentFor(address);
    } catch (Problem problem) {
      throw problem.within("item");
    }
  }
}
