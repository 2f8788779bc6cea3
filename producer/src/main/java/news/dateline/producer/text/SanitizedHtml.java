package news.dateline.producer.text;

import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.Image;
import org.jspecify.annotations.Nullable;

/**
 * The allowed part of HTML.
 *
 * @param body the HTML; null if it contains no text
 * @param image the first picture of the HTML that can be the image of an item
 * @param leftOut what was left out with its content, by the names of elements
 */
public record SanitizedHtml(@Nullable String body, @Nullable Image image, List<String> leftOut) {
  /** The result for an item without a body. */
  public static final SanitizedHtml EMPTY = new SanitizedHtml(null, null, List.of());

  /** Returns what was left out of an item that has an image of its own, or none. */
  public List<String> leftOutBeside(@Nullable Image own) {
    boolean lost = own != null && image != null && !own.url().equals(image.url());
    return lost ? Stream.concat(leftOut.stream(), Stream.of("img")).distinct().toList() : leftOut;
  }
}
