package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;
import org.springframework.context.NoSuchMessageException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class MessagesTests {
  private static final LocalDate DAY = LocalDate.parse("2025-02-04");

  /** The keys of {@code #{key}}, {@code #{key(...)}} and {@code #messages.msg('key')}. */
  private static final Pattern USED = Pattern.compile("(?:#\\{|messages\\.msg\\(')([a-z0-9.-]+)");

  private final Messages messages = new Messages(Messages.bundles());

  @Test
  void everyLanguageHasTheSameKeys() throws IOException {
    Set<String> english = bundle("messages.properties").stringPropertyNames();

    for (Resource file : resources("messages_*.properties")) {
      assertThat(bundle(Objects.requireNonNull(file.getFilename())).stringPropertyNames())
          .as(file.getFilename())
          .containsExactlyInAnyOrderElementsOf(english);
    }
  }

  @Test
  void everyMessageThatATemplateUsesExists() throws IOException {
    Set<String> used = new TreeSet<>(Set.of("date.pattern", "date-time.pattern"));
    ItemContent.LABELS.forEach(label -> used.add("label." + label));
    for (Resource template : resources("templates/*.html")) {
      USED.matcher(template.getContentAsString(UTF_8))
          .results()
          .map((MatchResult match) -> match.group(1))
          .forEach(used::add);
    }

    assertThat(used).hasSizeGreaterThan(20);
    assertThat(bundle("messages.properties").stringPropertyNames()).containsAll(used);
  }

  @Test
  void aMissingMessageThrows() {
    assertThatThrownBy(() -> messages.source().getMessage("no.such.message", null, Locale.ENGLISH))
        .isInstanceOf(NoSuchMessageException.class);
  }

  @Test
  void formatsADayInTheLanguageOrElseInEnglish() {
    assertThat(messages.formatDay(DAY, messages.locale("en")))
        .isEqualTo("Tuesday, 4 February 2025");
    assertThat(messages.formatDay(DAY, messages.locale("uk"))).isEqualTo("вівторок, 4 лютого 2025");
    assertThat(messages.formatDay(DAY, messages.locale("uk-UA")))
        .isEqualTo("вівторок, 4 лютого 2025");
    assertThat(messages.formatDay(DAY, messages.locale("ja")))
        .isEqualTo("Tuesday, 4 February 2025");
  }

  @Test
  void aLabelWithoutAMessageIsShownAsItsSlug() {
    assertThat(messages.label("exclusive", messages.locale("uk"))).isEqualTo("Ексклюзив");
    assertThat(messages.label("long-read", Locale.ENGLISH)).isEqualTo("Long read");
  }

  private static Properties bundle(String name) throws IOException {
    Properties properties = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(MessagesTests.class.getResourceAsStream("/feed-api/" + name)),
            StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  private static Resource[] resources(String pattern) throws IOException {
    Resource[] found =
        new PathMatchingResourcePatternResolver().getResources("classpath:feed-api/" + pattern);
    assertThat(found).isNotEmpty();
    return found;
  }
}
