package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.Image;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes the body of an item that has no content of its own. */
class ReplacedBodyTests {
  private static final String PICTURE = "&lt;img src='https://n.example/1.jpg' alt='The pier'&gt;";
  private static final String SUMMARY =
      "&lt;p&gt;One &lt;a href='https://n.example/2'&gt;two&lt;/a&gt;.&lt;/p&gt;" + PICTURE;

  @Test
  void isTheDescriptionOfTheMedia() {
    SourceItem.ValidItem item =
        atom("<media:group>" + described("One.\n\nTwo &amp;lt;.") + "</media:group>");

    assertThat(item.event().item().body()).isEqualTo("<p>One.</p><p>Two &amp;lt;.</p>");
    assertThat(item.event().item().lead()).isNull();
    assertThat(atom(described("One.")).event().item().body()).isEqualTo("<p>One.</p>");
  }

  @Test
  void isNotTheDescriptionOfTheMediaOfAnItemWithContent() {
    String content = "<content type='html'>&lt;p&gt;Long.&lt;/p&gt;</content>";
    ItemContent video = atom(content + described("One.")).event().item();
    ItemContent picture =
        atom(content + described("One.") + "<media:thumbnail url='https://n.example/1.jpg'/>")
            .event()
            .item();
    SourceItem.ValidItem three = atom(content + "<summary>S</summary>" + described("One."));

    assertThat(video.body()).isEqualTo("<p>Long.</p>");
    assertThat(video.lead()).isEqualTo("One.");
    assertThat(picture.image())
        .isEqualTo(new Image("https://n.example/1.jpg", "One.", null, null, null));
    assertThat(picture.lead()).isNull();
    assertThat(three.event().item().lead()).isEqualTo("S");
    assertThat(three.notes())
        .extracting(SourceNote::toString)
        .anyMatch(note -> note.contains("media:description"));
  }

  @Test
  void isTheSummaryOfAnEntry() {
    ItemContent item = atom("<summary type='html'>" + SUMMARY + "</summary>").event().item();

    assertThat(item.body())
        .isEqualTo("<p>One <a href=\"https://n.example/2\" rel=\"noopener nofollow\">two</a>.</p>");
    assertThat(item.lead()).isNull();
    assertThat(item.image())
        .isEqualTo(new Image("https://n.example/1.jpg", "The pier", null, null, null));
  }

  @Test
  void isTheDescriptionOfAnItemWhoseContentIsBlank() {
    for (String blank : List.of("<![CDATA[ ]]>", "&lt;p&gt;&amp;nbsp;&lt;/p&gt;", " ")) {
      ItemContent item =
          rss("<description>"
                  + SUMMARY
                  + "</description><content:encoded>"
                  + blank
                  + "</content:encoded>")
              .event()
              .item();

      assertThat(item.body())
          .isEqualTo(
              "<p>One <a href=\"https://n.example/2\" rel=\"noopener nofollow\">two</a>.</p>");
      assertThat(item.lead()).isNull();
    }
  }

  @Test
  void isNotASummaryInPlainText() {
    ItemContent item = atom("<summary>One.</summary>").event().item();

    assertThat(item.lead()).isEqualTo("One.");
    assertThat(item.body()).isNull();
  }

  @Test
  void ofASummaryThatIsOnlyAPictureIsThePicture() {
    SourceItem item =
        first(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><summary type='html'>"
                + PICTURE
                + "</summary></entry></feed>");

    assertThat(item)
        .isInstanceOfSatisfying(
            SourceItem.ValidItem.class,
            valid -> {
              assertThat(valid.event().item().title()).isEqualTo("The pier");
              assertThat(valid.event().item().image()).isNotNull();
            });
  }

  @Test
  void isTheTextBesideHtmlWithoutText() {
    SourceItem.ValidItem item =
        (SourceItem.ValidItem)
            first(
                "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"title\":\"T\","
                    + "\"content_html\":\"<img src='https://n.example/1.jpg'>\",\"content_text\":\"Full story.\"}]}");

    assertThat(item.event().item().body()).isEqualTo("<p>Full story.</p>");
    assertThat(item.event().item().image()).isNotNull();
  }

  @Test
  void isTheSummaryOfAPodcastWhoseTitleIsThereToo() {
    ItemContent item =
        ((SourceItem.ValidItem)
                first(
                    "<rss><channel><item><guid>1</guid><itunes:title>Five</itunes:title>"
                        + "<itunes:summary>What the mayor said.</itunes:summary></item></channel></rss>"))
            .event()
            .item();

    assertThat(item.title()).isEqualTo("Five");
    assertThat(item.body()).contains("What the mayor said.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://1.gravatar.com/avatar/af?s=96",
        "https://secure.gravatar.com/avatar/af",
        "https://avatars.githubusercontent.com/u/1?s=60",
        "https://avatars2.githubusercontent.com/u/1"
      })
  void standsBesideThePictureOfTheStoryAndNotOfItsAuthor(String avatar) {
    ItemContent item =
        rss("<media:content url='"
                + avatar
                + "' medium='image'><media:title>anna</media:title></media:content>"
                + "<media:thumbnail url='"
                + avatar
                + "'/>"
                + "<media:content url='https://n.example/pier.jpg' medium='image'/>")
            .event()
            .item();

    assertThat(item.image()).isNotNull().extracting("url").isEqualTo("https://n.example/pier.jpg");
  }

  @Test
  void standsBesideAPictureWithoutAWidthRatherThanItsThumbnail() {
    ItemContent item =
        rss("<media:content url='https://n.example/full.jpg' medium='image'/>"
                + "<media:thumbnail url='https://n.example/small.jpg' width='150'/>")
            .event()
            .item();

    assertThat(item.image()).isNotNull().extracting("url").isEqualTo("https://n.example/full.jpg");
  }

  @Test
  void standsBesideTheLargestOfThePictures() {
    ItemContent item =
        rss("<media:thumbnail url='https://n.example/s.jpg' width='75'/><media:content"
                + " medium='image' url='https://n.example/m.jpg' width='140'/><media:content"
                + " medium='image' url='https://n.example/l.jpg' width='460'/>")
            .event()
            .item();

    assertThat(item.image()).isEqualTo(new Image("https://n.example/l.jpg", null, 460, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "72, 72, '', large.jpg",
    "72, '', '', large.jpg",
    "73, 72, '', small.jpg",
    "'', '', '', small.jpg",
    "72, 72, ' width=72 height=48', small.jpg"
  })
  void standsBesideItsOwnPictureRatherThanAnIcon(
      String width, String height, String size, String picture) {
    ItemContent item =
        rss("<description>&lt;p&gt;One.&lt;/p&gt;&lt;img src='https://n.example/large.jpg'%s&gt;</description><media:thumbnail url='https://n.example/small.jpg' width='%s' height='%s'/>"
                .formatted(size, width, height))
            .event()
            .item();

    assertThat(item.image())
        .isNotNull()
        .extracting("url")
        .isEqualTo("https://n.example/" + picture);
  }

  private static String described(String text) {
    return "<media:description>" + text + "</media:description>";
  }

  private static SourceItem.ValidItem atom(String members) {
    return (SourceItem.ValidItem)
        first(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>T</title>"
                + members
                + "</entry></feed>");
  }

  private static SourceItem.ValidItem rss(String members) {
    return (SourceItem.ValidItem)
        first("<rss><channel><item><title>T</title>" + members + "</item></channel></rss>");
  }

  private static SourceItem first(String document) {
    return Imports.items(document.getBytes(UTF_8), null).get(0);
  }
}
