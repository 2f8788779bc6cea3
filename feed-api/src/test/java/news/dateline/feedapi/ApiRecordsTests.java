package news.dateline.feedapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.regex.Pattern;
import news.dateline.events.Author;
import news.dateline.events.Breaking;
import news.dateline.events.Image;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.feedapi.index.KeyEvents;
import news.dateline.feedapi.sse.Reset;
import news.dateline.testsupport.description.DescribedApi;
import news.dateline.testsupport.description.RecordMembers;
import org.junit.jupiter.api.Test;

/** Compares records that are written in answers with their schemas. */
class ApiRecordsTests {
  private static final DescribedApi DESCRIPTION =
      new DescribedApi(
          ApiRecordsTests.class.getResourceAsStream("/feed-api/openapi.yaml"), Pattern.compile(""));

  @Test
  void everyMemberIsDescribedWithItsTypeAndEveryDescribedMemberExists() throws Exception {
    for (Class<?> type :
        new Class<?>[] {
          Kicker.class,
          Image.class,
          Author.class,
          Breaking.class,
          Item.Correction.class,
          Reset.class
        }) {
      assertThat(DESCRIPTION.members(type.getSimpleName()))
          .as(type.getSimpleName())
          .isEqualTo(RecordMembers.of(type));
    }
    assertThat(DESCRIPTION.members("Moments")).isEqualTo(RecordMembers.of(KeyEvents.class));
    assertThat(DESCRIPTION.members("Moment")).isEqualTo(RecordMembers.of(KeyEvents.KeyEvent.class));
    Map<String, String> item = RecordMembers.of(Item.class);
    item.putAll(RecordMembers.of(ItemContent.class));
    item.remove("embargoedUntil");
    assertThat(DESCRIPTION.members("Item")).isEqualTo(item);
    String feed = "news.dateline.feedapi.feed.";
    assertThat(DESCRIPTION.members("Feed"))
        .isEqualTo(RecordMembers.of(Class.forName(feed + "FeedRoutes$FeedEntry")));
    assertThat(DESCRIPTION.members("Since"))
        .isEqualTo(RecordMembers.of(Class.forName(feed + "SinceHandler$Since")));
  }
}
