package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import news.dateline.events.ItemContent;
import news.dateline.feedapi.index.Facet;
import org.junit.jupiter.api.Test;
import org.springframework.context.NoSuchMessageException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;

class MessagesTests {
  private static final LocalDate DAY = LocalDate.parse("2025-02-04");

  /** The keys of {@code #{key}}, {@code #{key(...)}} and {@code #messages.msg('key')}. */
  private static final Pattern USED = Pattern.compile("(?:#\\{|messages\\.msg\\(')([a-z0-9.-]+)");

  private final Messages messages = new Messages();

  @Test
  void everyLanguageHasTheSameKeys() throws IOException {
    Set<String> english = keys(resources("messages.properties")[0]);

    for (Resource file : resources("messages_*.properties")) {
      assertThat(keys(file)).as(file.getFilename()).containsExactlyInAnyOrderElementsOf(english);
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
    assertThat(keys(resources("messages.properties")[0])).containsAll(used);
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

  @Test
  void namesTheItemsThatHaveOneOfSomeFacets() {
    Set<Facet> labels = new LinkedHashSet<>();
    labels.add(new Facet(Facet.Kind.LABEL, "exclusive"));
    labels.add(new Facet(Facet.Kind.LABEL, "long-read"));
    Set<Facet> tag = Set.of(new Facet(Facet.Kind.TAG, "{0}'s"));

    assertThat(messages.condition(labels, Locale.ENGLISH))
        .isEqualTo("Label: Exclusive or Long read");
    assertThat(messages.condition(tag, messages.locale("uk"))).isEqualTo("Тег: {0}'s");
  }

  private static Set<String> keys(Resource bundle) throws IOException {
    return PropertiesLoaderUtils.loadProperties(new EncodedResource(bundle, UTF_8))
        .stringPropertyNames();
  }

  private static Resource[] resources(String pattern) throws IOException {
    Resource[] found =
        new PathMatchingResourcePatternResolver().getResources("classpath:feed-api/" + pattern);
    assertThat(found).isNotEmpty();
    return found;
  }
}
