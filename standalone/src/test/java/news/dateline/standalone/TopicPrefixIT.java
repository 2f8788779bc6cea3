package news.dateline.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import news.dateline.events.Json;
import news.dateline.testsupport.JavaProcess;
import news.dateline.testsupport.TestBroker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dateline.topic-prefix}. */
class TopicPrefixIT {
  private static final String FEED = "shared";

  @TempDir Path data;

  private record Names(Set<String> topics, Set<String> groups) {
    static Names of(String kafka) throws Exception {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
        return new Names(
            admin.listTopics().names().get(),
            admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet()));
      }
    }

    /** Returns the names with this prefix, without it. */
    Names behind(String prefix) {
      return new Names(behind(prefix, topics), behind(prefix, groups));
    }

    private static Set<String> behind(String prefix, Set<String> names) {
      return names.stream()
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length()))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void twoDatelinesShareAKafkaWithoutMeeting() throws Exception {
    try (TestBroker broker = TestBroker.start()) {
      String kafka = broker.bootstrapServers();
      try (DatelineProcess south = start("south.", kafka)) {
        EditorApiClient southern = publish(south, "Penguins");
        try (DatelineProcess north = start("north-", kafka)) {
          EditorApiClient northern = publish(north, "Bears");

          assertThat(northern.snapshot(FEED, "")).contains("Bears").doesNotContain("Penguins");
          assertThat(southern.snapshot(FEED, "")).contains("Penguins").doesNotContain("Bears");
        }
        String before = southern.snapshot(FEED, "");
        rebuild("north-", kafka);
        southern.update(FEED, "a", "Penguins again");

        assertThat(southern.snapshot(FEED, "?min=" + epoch(before) + "-3"))
            .contains("Penguins again")
            .contains(epoch(before));
      }
      assertNames(Names.of(kafka));
    }
  }

  private static void assertNames(Names all) {
    Names north = all.behind("north-");
    Names south = all.behind("south.");
    assertThat(north.topics()).contains("news-events", "dateline-consumer-2-public-changelog");
    assertThat(south.topics()).contains("news-events", "dateline-consumer-public-changelog");
    assertThat(north.groups()).containsExactly("dateline-consumer-2");
    assertThat(south.groups()).containsExactly("dateline-consumer");
    assertThat(all.topics())
        .filteredOn(name -> !name.startsWith("__"))
        .allMatch(name -> name.startsWith("north-") || name.startsWith("south."));
  }

  @Test
  void theCommandsThatAreMeantForAnAdministratorHaveThePrefix() throws Exception {
    try (JavaProcess topics =
        JavaProcess.start(
            List.of(
                "-Ddateline.topic-prefix=south.",
                "-jar",
                "target/dateline-standalone.jar",
                "topics",
                "--print",
                "--acls"))) {
      assertThat(topics.exitCode()).as("%s", topics.lines()).isZero();
      assertThat(topics.lines())
          .isNotEmpty()
          .allMatch(
              line ->
                  line.matches(".* --(topic|group|transactional-id) south\\.[a-z-]+ .*")
                      || line.contains(" --cluster ")
                      || line.contains(" --topic __"))
          .anyMatch(line -> line.contains(" --create ") && line.contains("south.news-events "))
          .anyMatch(line -> line.contains("--group south.dateline-import "))
          .anyMatch(line -> line.contains("--transactional-id south.dateline-consumer "));
    }
  }

  @Test
  void aPrefixThatKafkaRefusesIsNamed() throws Exception {
    List<String> flags = List.of("-Ddateline.topic-prefix=no/slash");
    try (DatelineProcess dateline = DatelineProcess.launch(flags, data)) {
      assertThat(dateline.exitCode()).isEqualTo(1);
      assertThat(dateline.lines())
          .singleElement()
          .asString()
          .contains("dateline.topic-prefix", "'no/slash'");
    }
  }

  private DatelineProcess start(String prefix, String kafka) {
    return DatelineProcess.start(flags(prefix), data.resolve(prefix), "--kafka", kafka);
  }

  private void rebuild(String prefix, String kafka) throws Exception {
    try (DatelineProcess rebuild =
        DatelineProcess.rebuild(flags(prefix), data.resolve(prefix), "--kafka", kafka)) {
      assertThat(rebuild.exitCode()).as("%s", rebuild.lines()).isZero();
    }
  }

  private static List<String> flags(String prefix) {
    return List.of(DatelineProcess.ONE_COPY, "-Ddateline.topic-prefix=" + prefix);
  }

  private static EditorApiClient publish(DatelineProcess dateline, String title) throws Exception {
    EditorApiClient editor = EditorApiClient.of(dateline);
    String epoch = editor.open(FEED).path("epoch").asString();
    editor.publish(FEED, "a", title);
    assertThat(editor.snapshot(FEED, "?min=" + epoch + "-2")).contains(title);
    return editor;
  }

  /** Returns the epoch of a snapshot. */
  private static String epoch(String snapshot) {
    return Json.mapper().readTree(snapshot).path("epoch").asString();
  }
}
