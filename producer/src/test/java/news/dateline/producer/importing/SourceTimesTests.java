package news.dateline.producer.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import news.dateline.events.ItemId;
import news.dateline.producer.importing.format.DocumentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTimesTests {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final SourceTimes times = new SourceTimes(ZoneId.of("Europe/Kyiv"), NOW);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-02-04T21:45:00+02:00 | 2025-02-04T19:45:00Z",
        "2025-02-04T21:45:00+0200 | 2025-02-04T19:45:00Z",
        "2025-02-04 21:45:00+02:00 | 2025-02-04T19:45:00Z",
        "2025-02-04T21:45:00.1234567+02 | 2025-02-04T19:45:00.123Z",
        "2025-02-04t21:45z | 2025-02-04T21:45:00Z",
        "2025-02-04 21:45:00 UTC | 2025-02-04T21:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 GMT | 2025-02-04T21:45:00Z",
        "4 February 2025 21:45 EST | 2025-02-05T02:45:00Z",
        "Tue, 4 Feb 25 21:45:00 +0200 | 2025-02-04T19:45:00Z",
        "Seg, 24 Set 2018 19:42:40 -0300 | 2018-09-24T22:42:40Z",
        "Mon, 31 Dec 2018 23:59:60 GMT | 2018-12-31T23:59:59Z",
        "Tue,04 Feb 2025 21:45:00 GMT | 2025-02-04T21:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 +0000 (UTC) | 2025-02-04T21:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 -0500 (Eastern Standard Time) | 2025-02-05T02:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 GMT (Greenwich) | 2025-02-04T21:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 (EST) | 2025-02-05T02:45:00Z",
        "2025-02-04T21:45:00+01:00[Europe/Paris] | 2025-02-04T20:45:00Z",
        "2025-02-04 21:45 +2 | 2025-02-04T19:45:00Z",
        "2025-02-04 21:45 -3:30 | 2025-02-05T01:15:00Z",
        "Tue, 04 Feb 2025 21:45:00 JST | 2025-02-04T12:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 AEDT | 2025-02-04T10:45:00Z",
        "Di, 04 Feb 2025 21:45:00 MEZ | 2025-02-04T20:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 Asia/Kolkata | 2025-02-04T16:15:00Z",
        "20250204T214500Z | 2025-02-04T21:45:00Z",
        "20250204T214500.5+0200 | 2025-02-04T19:45:00.500Z",
        "2025-02-04T24:00:00Z | 2025-02-05T00:00:00Z",
        "2025-02-04 09:45 PM UTC | 2025-02-04T21:45:00Z",
        "2025-02-04 12:05:00 a.m. +02:00 | 2025-02-03T22:05:00Z",
        "Tue, 04 Feb 2025 12:05 PM GMT | 2025-02-04T12:05:00Z",
        "Tue Feb  4 21:45:00 UTC 2025 | 2025-02-04T21:45:00Z",
        "Tue Feb 04 21:45:00 +0200 2025 | 2025-02-04T19:45:00Z",
        "Tuesday, February 4, 2025 9:45 PM EST | 2025-02-05T02:45:00Z",
        "mar., 04 févr. 2025 21:45:00 GMT | 2025-02-04T21:45:00Z",
        "lun. 4 août 2025 21:45 GMT | 2025-08-04T21:45:00Z",
        "4 juin 2025 21:45 GMT | 2025-06-04T21:45:00Z",
        "4 juillet 2025 21:45 GMT | 2025-07-04T21:45:00Z",
        "4 мая 2025 21:45 GMT | 2025-05-04T21:45:00Z",
        "Нд, 4 трав. 2025 21:45 GMT | 2025-05-04T21:45:00Z",
        "4 лютого 2025 21:45 GMT | 2025-02-04T21:45:00Z",
        "4 листопада 2025 21:45 GMT | 2025-11-04T21:45:00Z"
      })
  void areReadWithTheUsualDeviations(String written, Instant at) {
    assertThat(times.read(written).at()).isEqualTo(at);
    assertThat(times.read(written).note()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-02-04 | 2025-02-03T22:00:00Z",
        "Tue, 04 Feb 2025 | 2025-02-03T22:00:00Z",
        "4 February 2025 | 2025-02-03T22:00:00Z",
        "4 Feb 25 | 2025-02-03T22:00:00Z",
        "20250204 | 2025-02-03T22:00:00Z",
        "Feb 4, 2025 | 2025-02-03T22:00:00Z",
        "Feb 4, 2025, 9:45 PM | 2025-02-04T19:45:00Z",
        "Tue Feb  4 21:45:00 2025 | 2025-02-04T19:45:00Z",
        "2025-02-04T21:45:00 | 2025-02-04T19:45:00Z",
        "Tue, 04 Feb 2025 21:45:00 | 2025-02-04T19:45:00Z"
      })
  void areReadInTheZoneOfTheFeedWhereTheyNameNoneAndItIsSaid(String written, Instant at) {
    assertThat(times.read(written).at()).isEqualTo(at);
    assertThat(times.read(written).note()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "2025-02-30",
        "2026-03-03T00:00:00Z",
        "2025-02-04T21:45:00+99:00",
        "Tue, 04 Foo 2025 21:45:00 GMT",
        "Tue, 30 Feb 2025",
        "2025-02-04T24:01:00Z",
        "2025-02-04 00:30 XM",
        "Tue, 04 Feb 2025 21:45:00 IST"
      })
  void areNoneIfTheyCannotBeUsedAndItIsSaid(String written) {
    assertThat(times.read(written).at()).isNull();
    assertThat(times.read(written).note()).isNotNull();
  }

  @Test
  void areNowIfTheClockOfTheSourceRunsAhead() {
    assertThat(times.read("2026-03-01T14:00:00Z").at()).isEqualTo(NOW);
    assertThat(times.read("2026-03-01T14:00:00Z").note()).isNotNull();
    assertThat(times.read(null)).isEqualTo(SourceTimes.ParsedTime.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-48H", "PT1H", "PT2H", "PT48H"})
  void anItemThatOnlyItsTitleAndTimeIdentifyHasOneIdWheneverItIsImported(Duration later) {
    String item = "{'title':'Storm','date_published':'2026-03-01T18:00:00Z'}";
    byte[] json =
        ("{'version':'https://jsonfeed.org/version/1.1','items':[" + item + "]}")
            .replace('\'', '"')
            .getBytes(UTF_8);
    DocumentReader document = DocumentReader.of(json, null, Map.of());

    assertThat(idAt(document, Imports.NOW.plus(later))).isEqualTo(idAt(document, Imports.NOW));
  }

  private static ItemId idAt(DocumentReader document, Instant now) {
    SourceItem only = Imports.items(Imports.context(document.readHead(), now), document).get(0);
    return ((SourceItem.ValidItem) only).event().id();
  }
}
