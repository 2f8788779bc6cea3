package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.broker.InProcessBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneIT {
  private static final int SIGTERM = 15;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @Test
  void everyChangeReachesAnOpenStreamInOrder() throws Exception {
    DatelineProcess dateline = DatelineProcess.shared();
    EditorApiClient editor = EditorApiClient.of(dateline);
    editor.open("ordered");
    try (EventRecorder stream =
        new EventRecorder(dateline.page() + "/feeds/ordered/stream", null)) {
      await().atMost(TIMEOUT).until(() -> stream.events().contains("at"));
      editor.publish("ordered", "a", "Bridge reopens");
      editor.update("ordered", "a", "Bridge reopens early");
      editor.retract("ordered", "a", "Wrong bridge");

      await().atMost(TIMEOUT).until(() -> stream.changes().size() == 3);
      assertThat(stream.changes())
          .extracting(
              change -> change.path("change").asString() + " " + change.path("seq").asLong())
          .containsExactly("published 2", "updated 3", "retracted 4");
    }
  }

  @Test
  void oneManagementPortServesTheMetricsOfEveryApplication() throws Exception {
    DatelineProcess dateline = DatelineProcess.shared();
    EditorApiClient.of(dateline).open("measured");
    try (EventRecorder stream =
        new EventRecorder(dateline.page() + "/feeds/measured/stream", null)) {
      await()
          .atMost(TIMEOUT)
          .untilAsserted(
              () ->
                  assertThat(dateline.metrics())
                      .contains("\ndateline_stream_subscribers 1.0\n", "\nkafka_stream_thread_"));
    }
  }

  @Test
  void theDemoShowsEveryLabelOverTwoDaysInTwoLanguages() throws Exception {
    EditorApiClient editor = EditorApiClient.of(DatelineProcess.shared());

    assertThat(editor.snapshot("harbour", ""))
        .contains(
            "\"exclusive\"",
            "\"opinion\"",
            "\"review\"",
            "\"analysis\"",
            "\"live\"",
            "\"kicker\"",
            "\"updatedAt\"");
    assertThat(editor.snapshot("havan", "")).contains("\"language\":\"uk\"");
    assertThat(editor.snapshot("harbour", "").split("\"heading\"")).hasSizeGreaterThan(2);
  }

  @Test
  void theDemoLeavesFeedsThatExistAsTheyAre(@TempDir Path data) throws Exception {
    try (DatelineProcess first = DatelineProcess.start(data, "--demo")) {
      EditorApiClient editor = EditorApiClient.of(first);
      editor.edit(
          "PUT", "/feeds/harbour", "{\"title\":\"Our harbour\",\"timeZone\":\"Europe/Kyiv\"}");
      editor.edit("POST", "/feeds/havan/close", "{}");
    }

    try (DatelineProcess second = DatelineProcess.start(data, "--demo")) {
      assertThat(EditorApiClient.of(second).attempt("GET", "/feeds", "").body())
          .contains("\"Our harbour\"", "\"closed\"");
    }
  }

  @Test
  void twoRunsCannotShareADirectory() throws Exception {
    Path data = DatelineProcess.shared().data();
    try (DatelineProcess second = DatelineProcess.launch(data)) {
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.lines())
          .containsExactly(
              "dateline run: " + data + " is in use by another Dateline's broker (--data)");
    }
  }

  @Test
  void aStopIsCleanWithStreamsOpen(@TempDir Path data) throws Exception {
    try (DatelineProcess dateline = DatelineProcess.start(data)) {
      EditorApiClient.of(dateline).open("world");
      try (EventRecorder one = new EventRecorder(dateline.page() + "/feeds/world/stream", null);
          EventRecorder two = new EventRecorder(dateline.page() + "/feeds/world/stream", null)) {
        await()
            .atMost(TIMEOUT)
            .until(() -> one.events().contains("at") && two.events().contains("at"));

        assertThat(dateline.stopsWithin(Duration.ofSeconds(20))).isTrue();
      }
      assertThat(dateline.exitCode()).isEqualTo(128 + SIGTERM);
      assertThat(dateline.lines()).noneMatch(line -> line.contains("Exception"));
    }
  }

  @Test
  void theApplicationsRunInSeveralProcesses(@TempDir Path data) throws Exception {
    try (DatelineProcess inner = DatelineProcess.start(data, "--only", "broker,producer,consumer");
        DatelineProcess outer =
            DatelineProcess.start(data, "--only", "feed-api", "--kafka", inner.printed("Kafka"))) {
      EditorApiClient editor = EditorApiClient.of(inner, outer);
      String epoch = editor.open("world").path("epoch").asString();
      editor.publish("world", "a", "Bridge reopens");

      assertThat(editor.snapshot("world", "?min=" + epoch + "-2")).contains("Bridge reopens");
    }
  }

  @Test
  void topicsThatDoNotFitEndTheRunWithAFailure(@TempDir Path data, @TempDir Path kafkaData)
      throws Exception {
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
              List.of(DatelineProcess.ONE_COPY), data, "--kafka", broker.bootstrapServers())) {
        assertThat(dateline.exitCode()).isEqualTo(1);
        assertThat(dateline.lines())
            .anyMatch(line -> line.contains("topic") && line.contains("Dateline needs"));
      }
    }
  }
}
