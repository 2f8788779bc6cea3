package news.dateline.events;

import org.jspecify.annotations.Nullable;

/**
 * The picture of an item.
 *
 * @param alt a description for readers who do not see the picture
 * @param width pixels, 1 to 20,000
 * @param height pixels, 1 to 20,000
 */
public record Image(
    @Limit(max = 2_000) String url,
    @Limit(max = 1_000) @Nullable String alt,
    @Limit(min = 1, max = 20_000) @Nullable Integer width,
    @Limit(min = 1, max = 20_000) @Nullable Integer height,
    @Limit(max = 200) @Nullable String credit) {
  public Image {
    url = FieldLimits.link("url", url);
    alt = FieldLimits.optionalLine("alt", alt);
    credit = FieldLimits.optionalLine("credit", credit);
  }
}
