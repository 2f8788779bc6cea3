package news.dateline.producer;

import static java.util.stream.Collectors.joining;
import static news.dateline.producer.StubConsumer.accepted;
import static news.dateline.producer.StubConsumer.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import news.dateline.events.EventEnvelope;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.RejectionReason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportIT {
  private final ProducerFixture producer = ProducerFixture.shared();

  @Test
  void returnsTheOutcomeOfEachItem() {
    producer.openFeed("import");
    producer.consumer.script(
        "import",
        event ->
            ((NewsEvent.ItemEvent) event.data()).id().value().equals("b")
                ? rejected(event, RejectionReason.UNKNOWN_LABEL)
                : accepted(event, 7, 1));

    ApiResponse response =
        producer.send(
            "POST",
            "/feeds/import/imports",
            document("{'id':'a','title':'t'},{'id':'b','title':'t'},{'id':'c'}"),
            "Content-Type",
            "application/feed+json");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(response.header("Dateline-Items")).isEqualTo("3");
    List<JsonNode> lines = lines(response);
    assertThat(lines).hasSize(3);
    assertThat(line(lines, "a").path("status").asString()).isEqualTo("accepted");
    assertThat(line(lines, "a").path("seq").asLong()).isEqualTo(7);
    assertThat(line(lines, "b").path("status").asString()).isEqualTo("rejected");
    assertThat(line(lines, "b").path("reason").asString()).isEqualTo("unknown-label");
    assertThat(line(lines, "c").path("status").asString()).isEqualTo("invalid");
    assertThat(line(lines, "c").path("field").asString()).isEqualTo("title");
  }

  @Test
  void keepsTheOrderOfManyItemsOldestFirst() {
    producer.openFeed("many");
    String items =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "{'id':'i" + (1_999 - i) + "','title':'t'}")
            .collect(joining(","));

    ApiResponse response = producer.send("POST", "/feeds/many/imports", document(items));

    assertThat(lines(response))
        .hasSize(2_000)
        .allMatch(line -> line.path("status").asString().equals("accepted"));
    assertThat(producer.consumer.of("many").stream().skip(1).map(ImportIT::id))
        .containsExactlyElementsOf(IntStream.range(0, 2_000).mapToObj(i -> "i" + i).toList());
  }

  @Test
  void isPublishedOnceUnderItsKey() {
    producer.openFeed("again");
    String document = document("{'id':'a','title':'t'}");

    ApiResponse first =
        producer.send("POST", "/feeds/again/imports", document, "Idempotency-Key", "import-1");
    ApiResponse second =
        producer.send("POST", "/feeds/again/imports", document, "Idempotency-Key", "import-1");

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(producer.consumer.of("again").stream().skip(1).map(EventEnvelope::id).distinct())
        .hasSize(1);
  }

  @Test
  void importsRssAndSaysWhatItLeftOut() {
    producer.openFeed("rss");
    String rss =
        "<rss version='2.0'><channel><atom:link rel='next' href='https://n.example/2'/><item>"
            + "<title>Pier</title><guid>1</guid><pubDate>soon</pubDate></item></channel></rss>";

    ApiResponse response =
        producer.send("POST", "/feeds/rss/imports", rss, "Content-Type", "application/rss+xml");

    assertThat(response.status()).isEqualTo(200);
    assertThat(line(lines(response), "1").at("/notes/0/field").asString()).isEqualTo("publishedAt");
    assertThat(lines(response).get(1).at("/notes/0/what").asString())
        .isEqualTo("https://n.example/2");
  }

  @Test
  void refusesADocumentOfMoreThan16Mebibytes() {
    producer.openFeed("large");
    String spaces = " ".repeat((16 << 20) - document("").length());

    assertThat(producer.send("POST", "/feeds/large/imports", document("") + spaces).status())
        .isEqualTo(200);
    assertThat(producer.send("POST", "/feeds/large/imports", document("") + spaces + " ").status())
        .isEqualTo(413);
  }

  @Test
  void writesNothingInADryRun() {
    producer.openFeed("dry");

    ApiResponse response =
        producer.send("POST", "/feeds/dry/imports?dryRun=true", document("{'id':'a','title':'t'}"));

    assertThat(line(lines(response), "a").path("status").asString()).isEqualTo("valid");
    assertThat(producer.consumer.of("dry")).hasSize(1);
  }

  private static String id(EventEnvelope event) {
    return ((NewsEvent.ItemEvent) event.data()).id().value();
  }

  private static JsonNode line(List<JsonNode> lines, String id) {
    return lines.stream()
        .filter(line -> line.path("id").asString("").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> lines(ApiResponse response) {
    return response.body().lines().map(line -> Json.mapper().readTree(line)).toList();
  }

  private static String document(String items) {
    return ("{'version':'https://jsonfeed.org/version/1.1','title':'x','items':[" + items + "]}")
        .replace('\'', '"');
  }
}
