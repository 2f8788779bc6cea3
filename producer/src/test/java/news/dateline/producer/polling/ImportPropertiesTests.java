package news.dateline.producer.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.dateline.producer.fetching.FetchRequest;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ImportPropertiesTests {
  @Test
  void aSourceNeedsAnAddressAndAFeed() {
    List<PollTarget> targets =
        targets(Map.of("url", "HTTPS://News.example:443/feed", "feed", "world"));

    assertThat(targets)
        .singleElement()
        .returns("https://news.example/feed", PollTarget::address)
        .returns("//news.example/feed", PollTarget::source)
        .returns(Duration.ofMinutes(5), PollTarget::interval)
        .returns("world///news.example/feed", PollTarget::key);
  }

  @Test
  void theOtherSettingsOfASourceAreRead() {
    List<PollTarget> targets =
        targets(
            Map.of(
                "url", "http://news.example/feed",
                "feed", "world",
                "source", "wire",
                "interval", "90s",
                "labels[World News]", "podcast",
                "headers.Authorization", "Bearer secret"));

    assertThat(targets)
        .singleElement()
        .returns("wire", PollTarget::source)
        .returns(Duration.ofSeconds(90), PollTarget::interval)
        .returns(Map.of("world news", "podcast"), PollTarget::labels)
        .returns(Map.of("Authorization", "Bearer secret"), PollTarget::headers);
    assertThat(targets.get(0)).hasToString("wire of the feed world");
  }

  @ParameterizedTest
  @CsvSource({
    "url, ftp://news.example/, dateline.imports[0].url must be an http or https address",
    "url, '', dateline.imports[0].url must be an http or https address",
    "url, https://me:secret@news.example/, dateline.imports[0].url must have no user name",
    "url, https://me:secret@news_room.example/, dateline.imports[0].url must have a host of",
    "feed, Not A Feed, dateline.imports[0].feed must be the id of a feed",
    "source, ' ', dateline.imports[0].source must have 1 to 200 characters",
    "interval, 0s, dateline.imports[0].interval must be between 1 s and 7 days",
    "interval, 8d, dateline.imports[0].interval must be between 1 s and 7 days",
    "headers.Host, other.example, dateline.imports[0].headers must not set Host",
    "headers.X-Key, Zoë, dateline.imports[0].headers has a header with a character"
  })
  void aStartWithAnInvalidValueFailsAndNamesTheKey(String key, String value, String message) {
    Map<String, String> settings =
        new HashMap<>(Map.of("url", "https://news.example/feed", "feed", "world"));
    settings.put(key, value);

    assertThatThrownBy(() -> targets(settings))
        .satisfies(e -> assertThat(e).rootCause().hasMessageContaining(message))
        .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain("secret"));
  }

  @Test
  void twoSourcesOfAFeedCannotHaveTheSameName() {
    Map<String, String> one =
        Map.of("url", "https://news.example/1", "feed", "world", "source", "wire");
    Map<String, String> two =
        Map.of("url", "https://news.example/2", "feed", "world", "source", "wire");
    Map<String, String> elsewhere =
        Map.of("url", "https://news.example/2", "feed", "sport", "source", "wire");

    assertThat(targets(one, elsewhere)).hasSize(2);
    assertThatThrownBy(() -> targets(one, two))
        .rootCause()
        .hasMessageContaining("dateline.imports[1].source");
  }

  @Test
  void theDigestOfTheSettingsIsOfTheAddressTheLabelsAndTheHeaders() {
    Map<String, String> plain = Map.of("url", "https://news.example/feed", "feed", "world");
    Map<String, String> labelled = new HashMap<>(plain);
    labelled.put("labels.live", "breaking");
    Map<String, String> authorized = new HashMap<>(plain);
    authorized.put("headers.Authorization", "Bearer secret");

    assertThat(
            Stream.of(plain, labelled, authorized)
                .map(settings -> targets(settings).get(0).settingsDigest()))
        .doesNotHaveDuplicates();
    assertThat(targets(plain).get(0).settingsDigest())
        .isEqualTo(targets(plain).get(0).settingsDigest());
  }

  @Test
  void noTextOfTheSettingsHasAHeaderOrTheAddress() {
    ImportProperties.Source written =
        new ImportProperties.Source(
            "https://news.example/?key=secret",
            "world",
            "wire",
            Duration.ofMinutes(5),
            Map.of(),
            Map.of("Authorization", "Bearer secret"));

    assertThat(written.toString()).doesNotContain("secret");
    assertThat(new ImportProperties(List.of(written)).toString()).doesNotContain("secret");
    assertThat(new FetchRequest("https://a/?secret", written.headers(), null, null).toString())
        .doesNotContain("secret");
  }

  @SafeVarargs
  private static List<PollTarget> targets(Map<String, String>... sources) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < sources.length; i++) {
      String name = "dateline.imports[" + i + "].";
      sources[i].forEach((key, value) -> settings.put(name + key, value));
    }
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("dateline", ImportProperties.class)
        .get()
        .targets();
  }
}
