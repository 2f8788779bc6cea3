package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path data;

  @Test
  void everyChangeReachesAnOpenStreamInOrder() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      news.open("world");
      try (EventRecorder listener =
          new EventRecorder(dateline.page() + "/feeds/world/stream", null)) {
        await().atMost(SOON).until(() -> listener.events().contains("at"));
        news.publish("world", "a", "Bridge reopens");
        news.update("world", "a", "Bridge reopens early");
        news.retract("world", "a", "Wrong bridge");

        await().atMost(SOON).until(() -> listener.changes().size() == 3);
        assertThat(listener.changes())
            .extracting(
                change -> change.path("change").asString() + " " + change.path("seq").asLong())
            .containsExactly("published 2", "updated 3", "retracted 4");
        assertThat(dateline.metrics())
            .contains("\ndateline_stream_subscribers 1.0\n", "\nkafka_stream_thread_");
      }
      assertThat(dateline.stopsWithin(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aKillLosesNothingAndTheFeedGoesOnUnderItsNumbers() throws Exception {
    String before;
    String cursor;
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      cursor = news.open("world").path("epoch").asString() + "-1";
      for (int i = 0; i < 20; i++) {
        news.publish("world", "item-" + i, "Item " + i);
      }
      before = news.snapshot("world", "?min=" + cursor.replace("-1", "-21"));
      dateline.kill();
    }
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      assertThat(news.snapshot("world", "")).isEqualTo(before).contains("\"seq\":21");
      try (EventRecorder listener =
          new EventRecorder(dateline.page() + "/feeds/world/stream", cursor)) {
        assertThat(news.publish("world", "after", "After the kill").path("seq").asLong())
            .isEqualTo(22);

        await().atMost(SOON).until(() -> listener.changes().size() >= 21);
        assertThat(listener.changes())
            .extracting(change -> change.path("seq").asLong())
            .isSorted()
            .doesNotHaveDuplicates()
            .hasSize(21);
        assertThat(listener.events()).doesNotContain("reset");
      }
    }
  }

  @Test
  void whatWasAcceptedBeforeAKillIsShownOnceItIsReadyAgain() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      news.open("world");
      for (int i = 0; i < 150; i++) {
        news.post("world", "Item " + i);
      }
      dateline.kill();
    }
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient news = EditorApiClient.at(dateline, data);
      await()
          .atMost(Duration.ofSeconds(2))
          .until(
              () -> news.snapshot("world", "?limit=200").split("\"title\":\"Item ").length == 151);
    }
  }

  @Test
  void theStopIsCleanWithStreamsOpen() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient.at(dateline, data).open("world");
      try (EventRecorder one = new EventRecorder(dateline.page() + "/feeds/world/stream", null);
          EventRecorder two = new EventRecorder(dateline.page() + "/feeds/world/stream", null)) {
        await()
            .atMost(SOON)
            .until(() -> one.events().contains("at") && two.events().contains("at"));

        assertThat(dateline.stopsWithin(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(dateline.lines()).noneMatch(line -> line.contains("Exception"));
    }
  }

  @Test
  void thePartsRunAsSeveralProcesses() throws Exception {
    try (DatelineProcess inner = DatelineProcess.start(data, "--only", "broker,producer,consumer");
        DatelineProcess outer =
            DatelineProcess.start(data, "--only", "feed-api", "--kafka", inner.printed("Kafka"))) {
      String token = Files.readString(data.resolve("editor-token")).strip();
      EditorApiClient news =
          new EditorApiClient(HttpClient.newHttpClient(), inner.desk(), outer.page(), token);
      String epoch = news.open("world").path("epoch").asString();
      news.publish("world", "a", "Bridge reopens");

      assertThat(news.snapshot("world", "?min=" + epoch + "-2")).contains("Bridge reopens");
    }
  }

  @Test
  void theDemoShowsEveryLabelOverTwoDaysInTwoLanguages() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data, "--demo")) {
      EditorApiClient news = EditorApiClient.at(dateline, data);

      assertThat(news.snapshot("harbour", ""))
          .contains(
              "\"exclusive\"",
              "\"opinion\"",
              "\"review\"",
              "\"analysis\"",
              "\"live\"",
              "\"kicker\"",
              "\"updatedAt\"");
      assertThat(news.snapshot("havan", "")).contains("\"language\":\"uk\"");
      assertThat(news.snapshot("harbour", "").split("\"heading\"")).hasSizeGreaterThan(2);
    }
  }

  @Test
  void aTakenPortIsOneClearLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        DatelineProcess dateline =
            DatelineProcess.launch(data, "--feed-port", "" + taken.getLocalPort())) {
      assertThat(dateline.exitCode()).isEqualTo(1);
      assertThat(dateline.lines())
          .singleElement()
          .asString()
          .startsWith(
              "dateline run: port "
                  + taken.getLocalPort()
                  + " on 127.0.0.1 is not to be had (--feed-port)");
    }
  }

  @Test
  void aDirectoryThatCannotBeUsedIsOneClearLine() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "");
    try (DatelineProcess dateline = DatelineProcess.launch(file)) {
      assertThat(dateline.exitCode()).isEqualTo(1);
      assertThat(dateline.lines())
          .containsExactly("dateline run: cannot use " + file + " as a directory (--data)");
    }
  }

  @Test
  void twoRunsDoNotShareADirectory() throws Exception {
    try (DatelineProcess first = DatelineProcess.start(data);
        DatelineProcess second =
            DatelineProcess.launch(
                data,
                "--feed-port",
                "0",
                "--desk-port",
                "0",
                "--kafka-port",
                "0",
                "--management-port",
                "0")) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.lines())
          .containsExactly(
              "dateline run: " + data + " is in use by another Dateline's broker (--data)");
    }
  }

  @Test
  void topicsOfAnotherKindEndTheRunWithAFailure(@TempDir Path kafkaData) throws Exception {
    try (InProcessBroker broker =
            InProcessBroker.start(new InProcessBroker.Settings(kafkaData, "127.0.0.1", 0));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              Stream.of("news-events", "feed-state", "desk-state", "news-outcomes")
                  .map(topic -> new NewTopic(topic, 2, (short) 1))
                  .toList())
          .all()
          .get();
      try (DatelineProcess dateline =
          DatelineProcess.launch(
              data,
              "--kafka",
              broker.bootstrapServers(),
              "--feed-port",
              "0",
              "--desk-port",
              "0",
              "--management-port",
              "0")) {
        assertThat(dateline.exitCode()).isEqualTo(1);
        assertThat(dateline.lines())
            .anyMatch(line -> line.contains("topic") && line.contains("Dateline needs"));
      }
    }
  }

  @Test
  void wrongFlagsAreNamed() throws Exception {
    try (DatelineProcess dateline = DatelineProcess.launch(data, "--feed-port", "eighty")) {
      assertThat(dateline.exitCode()).isEqualTo(2);
      assertThat(dateline.lines())
          .singleElement()
          .asString()
          .contains("--feed-port")
          .contains("'eighty' is not a port");
    }
    try (DatelineProcess dateline = DatelineProcess.launch(data, "--only", "broker,reporter")) {
      assertThat(dateline.exitCode()).isEqualTo(2);
      assertThat(dateline.lines())
          .singleElement()
          .asString()
          .contains("--only")
          .contains("reporter");
    }
  }
}
