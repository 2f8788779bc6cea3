package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.FeedSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFeedConverterTests {
  private static final FeedSettings SETTINGS =
      new FeedSettings(
          "World", "en", "UTC", List.of(), FeedSettings.Access.PUBLIC, List.of(), null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | 'title':'%s'",
        "summary | 'title':'t','summary':'%s'",
        "url | 'title':'t','url':'https://example.org/%s'",
        "image | 'title':'t','image':'https://example.org/%s'",
        "authors | 'title':'t','authors':[{'name':'%s'}]",
        "tags | 'title':'t','tags':['%s']",
        "section | 'title':'t','_dateline':{'section':'%s'}",
        "_dateline.kicker.text | 'title':'t','_dateline':{'kicker':'%s'}",
        "_dateline.image.alt |"
            + " 'title':'t','_dateline':{'image':{'url':'https://a.org/','alt':'%s'}}"
      })
  void namesTheFieldThatIsTooLong(String field, String item) {
    String text = "x".repeat(20_001);
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'a',%s}]}"
            .formatted(item.formatted(text));

    assertThat(JsonFeed.items(document.replace('\'', '"').getBytes(UTF_8), SETTINGS).get(0))
        .isInstanceOfSatisfying(
            SourceItem.InvalidItem.class, invalid -> assertThat(invalid.field()).isEqualTo(field));
  }
}
