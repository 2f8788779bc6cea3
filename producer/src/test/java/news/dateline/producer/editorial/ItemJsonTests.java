package news.dateline.producer.editorial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import news.dateline.events.ItemId;
import news.dateline.producer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemJsonTests {
  @Test
  void readsAnItemWithAndWithoutAnId() {
    assertThat(read("{'id':'a.b','title':'t'}"))
        .isEqualTo(new ItemJson(new ItemId("a.b"), ItemContent.titled("t"), List.of()));
    assertThat(read("{'id':null,'title':'t'}").id()).isNull();
    assertThat(read("{'title':'t'}").id()).isNull();
  }

  @Test
  void makesAPictureOfTheBodyTheImageUnlessThereIsOneAndNamesWhatIsLeftOut() {
    String body = "'body':'<p>a</p><script>b</script><img src=https://a.example/1.jpg>'";

    ItemJson item = read("{'title':'t'," + body + "}");
    assertThat(item.content().image()).extracting(Image::url).isEqualTo("https://a.example/1.jpg");
    assertThat(item.leftOut()).containsExactly("script");

    ItemJson own = read("{'title':'t','image':{'url':'https://a.example/2.jpg'}," + body + "}");
    assertThat(own.content().image()).extracting(Image::url).isEqualTo("https://a.example/2.jpg");
    assertThat(own.leftOut()).containsExactly("script", "img");
  }

  @Test
  void sanitizesTheBody() {
    assertThat(read("{'title':'t','body':'<p>a<script>b</script></p>'}").content().body())
        .isEqualTo("<p>a</p>");
    assertThat(read("{'title':'t','body':'<img src=x>'}").content().body()).isNull();
  }

  @Test
  void trimsWhatIsInvisibleAtTheEndsOfATitleAndNamesWhatXmlCannotCarry() {
    assertThat(read("{'title':'\\uFEFFPier\\u200B\\u2060\\u00AD\\u202C'}").content().title())
        .isEqualTo("Pier");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("{'title':'t','lead':'a\\uFFFFb'}"))
        .withMessageContaining("U+FFFF")
        .matches(problem -> "lead".equals(problem.field()));
  }

  @Test
  void takesATagInItsFirstSpellingOnly() {
    assertThat(
            read("{'title':'t','tags':['Café','CAFE\\u0301','Storm','storm\\u200B',' storm',"
                    + "'Straße','STRASSE']}")
                .content()
                .tags())
        .containsExactly("Café", "Storm", "Straße");
  }

  @Test
  void limitsTheLengthOfTheSanitizedBody() {
    String removed = "<p>a</p>" + "<!--x-->".repeat(30_000);
    String kept = "<p>" + "a".repeat(200_000) + "</p>";

    assertThat(read("{'title':'t','body':'" + removed + "'}").content().body())
        .isEqualTo("<p>a</p>");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("{'title':'t','body':'" + kept + "'}"))
        .matches(problem -> "body".equals(problem.field()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "''", "'a/b'", "'ї'", "['a']"})
  void refusesAnInvalidId(String id) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read("{'title':'t','id':" + id + "}"))
        .matches(problem -> "id".equals(problem.field()));
  }

  @Test
  void anUpdateMayRepeatItsIdButNotNameAnother() {
    ItemJson item = read("{'id':'a','title':'t'}");

    assertThat(item.contentFor(new ItemId("a"))).isEqualTo(ItemContent.titled("t"));
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> item.contentFor(new ItemId("b")))
        .matches(problem -> "id".equals(problem.field()));
  }

  private static ItemJson read(String json) {
    return ItemJson.read(json.replace('\'', '"').getBytes(UTF_8));
  }
}
