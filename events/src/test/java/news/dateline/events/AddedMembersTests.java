package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import news.dateline.events.FeedSettings.Presentation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

/** Members that records of earlier releases lack. */
class AddedMembersTests {
  private static final Instant NOON = Instant.parse("2025-02-04T12:00:00Z");

  @Test
  void aCorrectionMayHaveTheNumberOfItsChange() {
    Item.Correction correction = new Item.Correction(NOON, "It is Friday", 7L);

    assertThat(json(correction))
        .isEqualTo("{\"at\":\"2025-02-04T12:00:00Z\",\"note\":\"It is Friday\",\"seq\":7}");
    assertThat(Json.read(Json.write(correction), Item.Correction.class)).isEqualTo(correction);
  }

  @Test
  void aCorrectionWithoutANumberIsWrittenAsItWas() {
    String earlier = "{\"at\":\"2025-02-04T12:00:00Z\",\"note\":\"It is Friday\"}";

    Item.Correction read = Json.read(earlier.getBytes(UTF_8), Item.Correction.class);

    assertThat(read.seq()).isNull();
    assertThat(json(read)).isEqualTo(earlier);
  }

  @Test
  void amongFeedsOnlyALiveBlogNamesItsPresentation() {
    assertThat(json(feed(settings(Presentation.LIVE_BLOG)).profile()))
        .contains("\"presentation\":\"live-blog\"");
    assertThat(json(feed(settings(Presentation.HEADLINES)).profile()))
        .isEqualTo(json(feed(settings(null)).profile()))
        .doesNotContain("presentation");
  }

  @Test
  void anEventNamesHeadlinesBecauseOneWithoutAPresentationLeavesItAsItIs() {
    assertThat(json(settings(Presentation.HEADLINES))).contains("\"presentation\":\"headlines\"");
    assertThat(json(settings(null))).doesNotContain("presentation");
  }

  @Test
  void settingsWithoutAPresentationAreThoseOfHeadlines() {
    FeedSettings read = Json.read("{\"title\":\"World\"}".getBytes(UTF_8), FeedSettings.class);

    assertThat(read.presentationOrDefault()).isEqualTo(Presentation.HEADLINES);
    assertThat(Json.read(Json.write(settings(Presentation.LIVE_BLOG)), FeedSettings.class))
        .isEqualTo(settings(Presentation.LIVE_BLOG));
    assertThatThrownBy(
            () ->
                Json.read(
                    "{\"title\":\"World\",\"presentation\":\"tiles\"}".getBytes(UTF_8),
                    FeedSettings.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void aFeedDefinedWithoutAccessSaysNothingOfItAndAPublicFeedAlwaysDoes() {
    FeedSettings settings =
        new FeedSettings("World", null, null, List.of(), null, List.of(), null, null);

    assertThat(new String(Json.write(new NewsEvent.FeedDefined(settings)), UTF_8))
        .doesNotContain("access");
    assertThat(new String(feed(settings).value(), UTF_8)).contains("\"access\":\"public\"");
  }

  private static PublicFeed feed(FeedSettings settings) {
    return new PublicFeed(
        new FeedId("world"),
        "k3f9",
        1,
        PublicState.Change.OPENED,
        PublicFeed.Status.OPEN,
        settings,
        NOON);
  }

  private static FeedSettings settings(@Nullable Presentation presentation) {
    return new FeedSettings("World", "en", "UTC", List.of(), null, List.of(), presentation, null);
  }

  private static String json(Object value) {
    return new String(Json.write(value), UTF_8);
  }
}
