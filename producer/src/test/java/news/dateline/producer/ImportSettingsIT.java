package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import news.dateline.events.NewsEvent.ItemImported;
import org.junit.jupiter.api.Test;

/** A source whose settings have labels for its categories, and headers for its server. */
class ImportSettingsIT extends PollingFixture {
  private static final String FEED = "import-settings";
  private static final String ITEMS =
      """
      {"id":"1","title":"Pier","tags":["City","World News"]},
      {"id":"2","title":"Ferry","tags":["City"]}""";

  @Test
  void aCategoryBecomesTheLabelOfTheSettingsAndTheServerGetsTheHeaders() {
    shared.openFeed(FEED);
    server.serving("/" + FEED, HostileFeedsIT.feed(ITEMS));
    producer = shared.another(settings());

    await().atMost(TIMEOUT).until(() -> imported().size() == 2);

    assertThat(labelOf("Pier")).isEqualTo("opinion");
    assertThat(labelOf("Ferry")).isNull();
    assertThat(server.requests("/" + FEED))
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.header("X-Api-Key")).isEqualTo("s3cret"))
        .allSatisfy(
            request -> assertThat(request.header("Authorization")).isEqualTo("Bearer wire"));
  }

  private String[] settings() {
    Stream<String> own =
        Stream.of(
                "labels[World News]=opinion",
                "headers.X-Api-Key=s3cret",
                "headers.Authorization=Bearer wire")
            .map(setting -> "--dateline.imports[0]." + setting);
    Stream<String> common = Arrays.stream(PollingIT.settings(server, FEED, List.of(FEED)));
    return Stream.concat(common, own).toArray(String[]::new);
  }

  private String labelOf(String title) {
    return imported().stream()
        .filter(event -> event.item().title().equals(title))
        .findFirst()
        .orElseThrow()
        .item()
        .label();
  }

  private List<ItemImported> imported() {
    return shared.consumer.of(FEED).stream()
        .map(event -> event.data())
        .filter(ItemImported.class::isInstance)
        .map(ItemImported.class::cast)
        .toList();
  }
}
