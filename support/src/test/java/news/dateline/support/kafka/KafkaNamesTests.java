package news.dateline.support.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import news.dateline.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaNamesTests {
  @Test
  void withoutAPrefixEveryNameIsItself() {
    assertThat(KafkaNames.UNPREFIXED.of(Topic.NEWS_EVENTS)).isEqualTo("news-events");
    assertThat(KafkaNames.UNPREFIXED.of("dateline-import")).isEqualTo("dateline-import");
  }

  @Test
  void aPrefixStandsBeforeEveryName() {
    KafkaNames names = new KafkaNames("team_1.");

    assertThat(names.of(Topic.NEWS_EVENTS)).isEqualTo("team_1.news-events");
    assertThat(names.topics())
        .hasSize(Topic.values().length)
        .allMatch(n -> n.startsWith("team_1."));
  }

  @ParameterizedTest
  @CsvSource({
    "'', news-events, true",
    "'', dateline-consumer-public-changelog, true",
    "'', dateline-consumer-2-desk-changelog, true",
    "'', team_1.news-events, false",
    "'', __consumer_offsets, false",
    "team_1., team_1.dateline-consumer-public-changelog, true",
    "team_1., dateline-consumer-public-changelog, false"
  })
  void topicsAndChangelogsWithThePrefixAreOwn(String prefix, String topic, boolean own) {
    assertThat(new KafkaNames(prefix).isOwn(topic)).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "é", "a/", "${x}"})
  void aPrefixThatKafkaRefusesIsRefused(String prefix) {
    assertThatThrownBy(() -> new KafkaNames(prefix)).hasMessageContaining("'" + prefix + "'");
  }

  @Test
  void aPrefixThatLeavesNoRoomForNamesIsRefused() {
    assertThatThrownBy(() -> new KafkaNames("a".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
