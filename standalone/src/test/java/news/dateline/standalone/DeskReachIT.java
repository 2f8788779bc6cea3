package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.FeedId;
import news.dateline.events.Reach;
import news.dateline.testsupport.TopicWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The desk in a real browser: it shows how many streams a change has reached. */
class DeskReachIT extends BrowserFixture {
  private final List<InputStream> streams = new ArrayList<>();

  @AfterEach
  void closeStreams() throws Exception {
    for (InputStream stream : streams) {
      stream.close();
    }
  }

  @Test
  void anActSaysHowManyOpenStreamsHaveItAndBreakingNewsHowManyItReaches() throws Exception {
    openFeed("desk-reach");
    openStream("/feeds/desk-reach/stream", HttpClient.Version.HTTP_1_1);
    openStream("/feeds/desk-reach/stream?tag=storm", HttpClient.Version.HTTP_1_1);
    openStream("/stream?feeds=desk-reach", HttpClient.Version.HTTP_2);

    find("#item-form [name=title]").sendKeys("Ferry aground", Screen.PUBLISH);

    awaitText("result", "on 3 of 3 streams");
    assertThat(textOf("result")).containsPattern("seq 2 · [\\d,]+ ms · on 3 of 3 streams$");
    find("#item-form [name=title]").sendKeys(Keys.chord(Keys.CONTROL, Keys.SHIFT, Keys.ENTER));
    assertThat(find("#publish-breaking-dialog").getText()).contains("It reaches 3 open streams.");
  }

  @Test
  void whatIsBehindIsCountedByReplicaAndASilentOneIsNamed() throws Exception {
    String epoch = openFeed("desk-silent");
    try (TopicWriter topics = new TopicWriter(dateline.printed("Kafka"))) {
      report(topics, new Reach("ghost:8080", feed(), "zzzz", 1, 5, 5, null, null));
      find("#item-form [name=title]").sendKeys("Ferry afloat", Screen.PUBLISH);

      awaitText("result", "ghost:8080 has not answered for 3 s (5 streams)");
      report(topics, new Reach("ghost:8080", feed(), epoch, 2, 1_210, 1_204, 3L, Instant.now()));

      awaitText("result", "on 1,204 of 1,210 streams");
      assertThat(textOf("result"))
          .contains("behind: 6 on ghost:8080, by up to 3 changes")
          .doesNotContain("has not answered");
    }
  }

  private static FeedId feed() {
    return new FeedId("desk-silent");
  }

  private static void report(TopicWriter topics, Reach reach) {
    TopicWriter.await(topics.write(reach, Instant.now()));
  }

  private void openStream(String path, HttpClient.Version version) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(dateline.page() + path)).version(version).build();
    HttpResponse<InputStream> response =
        news.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
    streams.add(response.body());
    assertThat(response.statusCode()).isEqualTo(200);
    // the stream is open once it has sent where it begins
    assertThat(response.body().readNBytes(16)).hasSize(16);
  }

  /** Opens a feed on the desk and returns its epoch. */
  private static String openFeed(String id) throws Exception {
    String epoch = news.open(id).path("epoch").asString();
    news.snapshot(id, "");
    Screen desk = Screen.of(browser);
    desk.signIn(dateline.desk(), news.token());
    desk.openFeed(id);
    return epoch;
  }
}
