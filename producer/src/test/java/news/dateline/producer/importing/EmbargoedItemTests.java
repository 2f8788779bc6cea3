package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Items whose source says that they are not public yet, in each format. */
class EmbargoedItemTests {
  private static final String LATER = "\"2035-01-01T00:00:00Z\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "releaseDate",
        "releaseNotes",
        "releases",
        "released",
        "validUntil",
        "openUntil",
        "upheld"
      })
  void areNotThoseWithAnotherMemberOfSuchAName(String name) {
    String members = ",\"" + name + "\":" + LATER;

    assertThat(ndjson(members)).isInstanceOf(SourceItem.ValidItem.class);
    assertThat(jsonFeed(members)).isInstanceOf(SourceItem.ValidItem.class);
    assertThat(csv(name, LATER)).isInstanceOf(SourceItem.ValidItem.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "embargo",
        "Embargoed until",
        "embargoed_until",
        "embragoedUntil",
        "holdUntil",
        "held_until",
        "until_embargo",
        "releaseAt",
        "released_at",
        "release_on",
        "releaseAfter",
        "notBefore",
        "publish_after",
        "publishedAfter",
        "held"
      })
  void areInvalidInEachFormat(String name) {
    String members = ",\"" + name + "\":" + LATER;

    assertThat(List.of(ndjson(members), jsonFeed(members), csv(name, LATER)))
        .hasOnlyElementsOfType(SourceItem.InvalidItem.class);
  }

  @Test
  void areNamedByTheirMember() {
    assertThat(jsonFeed(",\"embargoedUntil\":" + LATER))
        .isEqualTo(
            new SourceItem.InvalidItem(
                "1", "embargoedUntil", "embargoedUntil is not possible in an import", true));
  }

  /** The clock of the import is that of 1 March 2026, 12:00 UTC. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embargoedUntil | 2026-03-01T11:59:59Z | true",
        "embargo | 2026-03-01T11:59:59Z | true",
        "releaseAt | Sun, 01 Mar 2026 11:00:00 GMT | true",
        "notBefore | 2026-02-27 | true",
        "embargoedUntil | 2026-03-01T12:00:00Z | false",
        "embargoedUntil | 2026-03-01T12:00:01Z | false",
        "notBefore | 2026-03-01 | false",
        "embargo | 2026-03-01 | false",
        "releaseOn | 2026-03-01 | true",
        "dcterms:available | 2026-03-01 | true",
        "dcterms:available | 2026-03-02 | false",
        "dcterms:available | 2026-03-01T12:30:00 | false",
        "notBefore | 01.03.2026 | false",
        "notBefore | 1738698300 | false",
        "held | 2026-02-27T12:00:00Z | false",
        "embargoedAt | 2026-02-27T12:00:00Z | false"
      })
  void arePublishedAfterTheirTime(String name, String time, boolean published) {
    String members = ",\"" + name + "\":\"" + time + "\"";
    Class<?> expected = published ? SourceItem.ValidItem.class : SourceItem.InvalidItem.class;

    assertThat(List.of(ndjson(members), jsonFeed(members), csv(name, "\"" + time + "\"")))
        .hasOnlyElementsOfType(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "false", "0", " "})
  void areNotThoseWhoseCellSaysNothing(String cell) {
    SourceItem.ValidItem item = (SourceItem.ValidItem) csv("embargoedUntil", cell);
    SourceItem.ValidItem other = (SourceItem.ValidItem) csv("other", cell);

    assertThat(item.event().digest()).isEqualTo(other.event().digest());
    assertThat(item.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<embargo>2035-01-01</embargo>",
        "<embargo>2035-01-01</embargo><x:embargo>2020-01-01</x:embargo>",
        "<prism:embargoDate xmlns:prism='http://prismstandard.org/namespaces/basic/3.0/'>"
            + "2035-01-01T00:00:00Z</prism:embargoDate>",
        "<x:notBefore>2035-01-01T00:00:00Z</x:notBefore>",
        "<dcterms:available>2035-01-01</dcterms:available>",
        "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>yes</app:draft>"
            + "</app:control>",
        "<control xmlns='http://www.w3.org/2007/app'><draft>yes</draft></control>"
      })
  void areInvalidInRssAndAtom(String element) {
    assertThat(List.of(rss(element), atom(element)))
        .hasOnlyElementsOfType(SourceItem.InvalidItem.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<embargo/>",
        "<prism:embargoDate>2026-02-27</prism:embargoDate>",
        "<dcterms:available>2026-02-27T10:00:00Z</dcterms:available>",
        "<dcterms:available>2026-03-01</dcterms:available>",
        "<control xmlns='http://www.w3.org/2007/app'><draft>no</draft></control>",
        "<app:control xmlns:app='http://www.w3.org/2007/app'><app:draft>no</app:draft>"
            + "</app:control>",
        "<available>2035-01-01</available>",
        "<description>embargo</description>"
      })
  void arePublishedFromRssAndAtomWithoutAnEmbargoThatLasts(String element) {
    assertThat(List.of(rss(element), atom(element)))
        .hasOnlyElementsOfType(SourceItem.ValidItem.class);
  }

  private static SourceItem rss(String element) {
    String item = "<item><guid>1</guid><title>Pier</title>" + element + "</item>";
    return first("<rss><channel>" + item + "</channel></rss>", "application/rss+xml");
  }

  private static SourceItem atom(String element) {
    String entry = "<entry><id>1</id><title>Pier</title>" + element + "</entry>";
    return first(
        "<feed xmlns='http://www.w3.org/2005/Atom'>" + entry + "</feed>", "application/atom+xml");
  }

  private static SourceItem ndjson(String members) {
    return first("{\"id\":\"1\",\"title\":\"Pier\"" + members + "}", "application/x-ndjson");
  }

  private static SourceItem jsonFeed(String members) {
    String items = "{\"id\":\"1\",\"title\":\"Pier\"" + members + "}";
    return first(
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[" + items + "]}",
        "application/feed+json");
  }

  private static SourceItem csv(String name, String cell) {
    return first("id,title," + name + "\n1,Pier," + cell, "text/csv");
  }

  private static SourceItem first(String document, String type) {
    return Imports.items(document.getBytes(UTF_8), type).get(0);
  }
}
