package news.dateline.events;

import org.jspecify.annotations.Nullable;

/**
 * The picture of an item.
 *
 * @param alt what it shows, for those who do not see it
 * @param width pixels, 1 to 20,000
 * @param height pixels, 1 to 20,000
 */
public record Image(
    String url,
    @Nullable String alt,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable String credit) {
  public Image {
    url = FieldLimits.link("url", url);
    alt = FieldLimits.optionalLine("alt", alt, 1_000);
    credit = FieldLimits.optionalLine("credit", credit, 200);
    side("width", width);
    side("height", height);
  }

  private static void side(String field, @Nullable Integer pixels) {
    if (pixels != null && (pixels < 1 || pixels > 20_000)) {
      throw new InvalidFieldException(field, "is not between 1 and 20000 pixels");
    }
  }
}
