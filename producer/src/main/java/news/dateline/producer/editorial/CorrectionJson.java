package news.dateline.producer.editorial;

import java.util.function.UnaryOperator;
import news.dateline.events.InvalidFieldException;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.events.NewsEvent;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.request.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The request body of a correction.
 *
 * @param note says what was wrong; public
 * @param item the whole corrected item
 */
record CorrectionJson(String note, @Nullable ObjectNode item) {

  /**
   * Reads a correction of the item in the path.
   *
   * @param report receives the item, and returns it
   */
  static NewsEvent read(
      byte[] body, ItemId pathId, @Nullable Integer ifVersion, UnaryOperator<ItemJson> report) {
    CorrectionJson correction = StrictJson.parse(body, CorrectionJson.class);
    return new NewsEvent.ItemCorrected(
        pathId, correction.note(), correction.content(pathId, report), ifVersion);
  }

  private ItemContent content(ItemId pathId, UnaryOperator<ItemJson> report) {
    if (item == null) {
      throw new InvalidFieldException("item", "is missing");
    }
    try {
      return report.apply(ItemJson.of(item)).contentFor(pathId);
    } catch (ProblemException problem) {
      throw problem.within("item");
    }
  }
}
