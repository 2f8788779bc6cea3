package news.dateline.producer.text;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import news.dateline.events.Image;
import org.jspecify.annotations.Nullable;

/**
 * The allowed part of HTML.
 *
 * @param body the HTML; null if it contains no text
 * @param image the first picture of the HTML that can be the image of an item
 * @param captioned true if the description of the picture is its caption
 * @param leftOut what was left out with its content, mostly by the names of elements
 */
public record SanitizedHtml(
    @Nullable String body, @Nullable Image image, boolean captioned, List<String> leftOut) {
  private static final int MAX_ICON = 72;

  /** The result for an item without a body. */
  public static final SanitizedHtml EMPTY = ofText(null, List.of());

  /** Returns a body that was made of plain text. */
  public static SanitizedHtml ofText(@Nullable String body, List<String> leftOut) {
    return new SanitizedHtml(body, null, false, leftOut);
  }

  /**
   * Returns the image of an item that has one of its own, or none. The same picture in the HTML
   * describes it if nothing else does.
   */
  public @Nullable Image imageBeside(@Nullable Image own) {
    if (own == null) {
      return image;
    }
    return image == null || own.alt() != null || !own.url().equals(image.url())
        ? own
        : new Image(own.url(), image.alt(), own.width(), own.height(), own.credit());
  }

  /**
   * Returns the image that a document declares for an item; null if it is as small as an icon, and
   * the HTML has a picture that is not: it mostly is a thumbnail of that one.
   */
  public @Nullable Image unlessIcon(@Nullable Image declared) {
    return image != null && isIcon(declared) && !isIcon(image) ? null : declared;
  }

  private static boolean isIcon(@Nullable Image picture) {
    int width = picture == null || picture.width() == null ? 0 : picture.width();
    int height = picture == null || picture.height() == null ? 0 : picture.height();
    int longer = Math.max(width, height);
    return longer > 0 && longer <= MAX_ICON;
  }

  /** Returns what was left out of an item that has an image of its own, or none. */
  public List<String> leftOutBeside(@Nullable Image own) {
    if (own == null || image == null) {
      return leftOut;
    }
    SanitizedHtml left = own.url().equals(image.url()) ? this : withLeftOut("img");
    Image kept = imageBeside(own);
    boolean told = kept != null && Objects.equals(kept.alt(), image.alt());
    return captioned && !told ? left.withLeftOut("figcaption").leftOut : left.leftOut;
  }

  /** Returns the same with another body. */
  public SanitizedHtml withBody(String other) {
    return with(other, List.of());
  }

  /** Returns the same HTML with this, too, among what was left out. */
  SanitizedHtml withLeftOut(String what) {
    return with(body, List.of(what));
  }

  /** Returns another body of the same HTML, from which this was left out, too. */
  SanitizedHtml with(@Nullable String other, List<String> more) {
    return new SanitizedHtml(
        other,
        image,
        captioned,
        Stream.concat(leftOut.stream(), more.stream()).distinct().toList());
  }
}
