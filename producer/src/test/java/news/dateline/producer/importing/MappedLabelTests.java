package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import news.dateline.events.NewsEvent.ItemImported;
import news.dateline.producer.importing.format.DocumentReader;
import org.junit.jupiter.api.Test;

/** The labels that the settings of a polled source give to its categories. */
class MappedLabelTests {
  private static final Map<String, String> LABELS =
      Map.of("comment", "opinion", "live blog", "live", "weather", "unknown", "strasse", "review");

  @Test
  void anItemGetsTheLabelOfItsFirstTagThatHasOneWhateverItsCase() {
    assertThat(label("'tags':['City','Live Blog','Comment']")).isEqualTo("live");
    assertThat(label("'tags':['COMMENT']")).isEqualTo("opinion");
    assertThat(label("'tags':['Straße']")).isEqualTo("review");
  }

  @Test
  void anItemWithoutSuchATagHasNoLabel() {
    assertThat(label("'tags':['City']")).isNull();
    assertThat(label("'title':'t'")).isNull();
  }

  @Test
  void theLabelOfTheItemItselfCountsFirst() {
    assertThat(label("'tags':['Comment'],'_dateline':{'label':'review'}")).isEqualTo("review");
  }

  @Test
  void aLabelThatTheFeedDoesNotHaveIsLeftOutAndSaid() {
    SourceItem.ValidItem item = item("'tags':['Weather']");

    assertThat(item.event().item().label()).isNull();
    assertThat(item.notes())
        .contains(new SourceNote("label", "is not a label of the feed and was left out"));
  }

  @Test
  void eachItemHasTheGenerationOfTheSource() {
    ItemImported event = item("'tags':[]").event();

    assertThat(event.generation()).isEqualTo(7);
    assertThat(event.source()).isEqualTo("wire");
  }

  private static String label(String members) {
    return item(members).event().item().label();
  }

  private static SourceItem.ValidItem item(String members) {
    String document =
        "{'version':'https://jsonfeed.org/version/1.1','items':[{'id':'1','content_text':'Pier',"
            + members
            + "}]}";
    ImportParameters parameters =
        new ImportParameters(null, null, Map.of(), false, "wire", false, LABELS, 7L);
    DocumentReader reader = parameters.reader(document.replace('\'', '"').getBytes(UTF_8));
    ImportContext context =
        new ImportContext(Imports.SETTINGS, reader.readHead(), parameters, Imports.NOW);
    List<SourceItem> items = Imports.items(context, reader);
    assertThat(items).hasSize(1);
    return (SourceItem.ValidItem) items.get(0);
  }
}
