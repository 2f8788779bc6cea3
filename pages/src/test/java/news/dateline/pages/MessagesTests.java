package news.dateline.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.PluralRules;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import news.dateline.events.ItemContent;
import org.junit.jupiter.api.Test;
import org.springframework.context.NoSuchMessageException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.PropertiesLoaderUtils;

class MessagesTests {
  private static final List<String> LANGUAGES = List.of("en", "uk", "de", "ar");

  private static final LocalDate DAY = LocalDate.parse("2025-02-04");

  /** The keys of {@code #{key}}, {@code #{key(...)}} and {@code #messages.msg('key')}. */
  private static final Pattern USED = Pattern.compile("(?:#\\{|messages\\.msg\\(')([a-z0-9.-]+)");

  private final Messages messages = new Messages();

  @Test
  void everyLanguageHasTheSameKeysAndItsOwnPluralForms() throws IOException {
    Set<String> english = keys(resources("messages.properties")[0]);
    Set<String> counted = new TreeSet<>();
    english.stream().filter(MessagesTests::isPlural).map(MessagesTests::base).forEach(counted::add);
    assertThat(counted).contains("live.new", "live.since-retracted", "search.found", "days.items");

    for (String language : LANGUAGES) {
      Set<String> expected = new TreeSet<>();
      english.stream().filter(key -> !isPlural(key)).forEach(expected::add);
      PluralRules rules = PluralRules.forLocale(Locale.forLanguageTag(language));
      counted.forEach(key -> rules.getKeywords().forEach(form -> expected.add(key + "." + form)));
      String file = language.equals("en") ? "messages" : "messages_" + language;
      assertThat(keys(resources(file + ".properties")[0]))
          .as(language)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
    assertThat(resources("messages_*.properties")).hasSize(LANGUAGES.size() - 1);
  }

  @Test
  void everyLanguageHasTheSamePlaceholders() throws IOException {
    Properties english = properties(resources("messages.properties")[0]);

    for (Resource file : resources("messages_*.properties")) {
      Properties other = properties(file);
      for (String key : other.stringPropertyNames()) {
        String original = isPlural(key) ? base(key) + ".other" : key;
        // a form for one exact number may leave the number out
        if (!isPlural(key) || key.matches(".*\\.(few|many|other)")) {
          assertThat(placeholders(other.getProperty(key)))
              .as(file.getFilename() + " " + key)
              .isEqualTo(placeholders(english.getProperty(original)));
        }
      }
    }
  }

  @Test
  void aNumberHasThePluralFormOfItsLanguage() {
    assertThat(days("en", 1, 2)).containsExactly("1 item", "2 items");
    assertThat(days("uk", 1, 3, 11, 21, 25))
        .containsExactly("1 новина", "3 новини", "11 новин", "21 новина", "25 новин");
    assertThat(days("de", 1, 0)).containsExactly("1 Meldung", "0 Meldungen");
    assertThat(days("ar", 0, 1, 2, 3, 11, 100))
        .containsExactly("لا أخبار", "خبر واحد", "خبران", "3 أخبار", "11 خبرًا", "100 خبر");
  }

  private List<String> days(String language, long... numbers) {
    Locale locale = messages.locale(language);
    return LongStream.of(numbers).mapToObj(n -> messages.plural("days.items", n, locale)).toList();
  }

  @Test
  void scriptsGetEachTextInThePluralFormsOfTheLanguage() {
    assertThat(ScriptAttributes.of(messages.locale("de")).split(","))
        .contains(
            "data-text-new-one=#{live.new.one}",
            "data-text-new-other=#{live.new.other}",
            "data-text-paused=#{live.paused}",
            "data-text-date=#{date.pattern}",
            "data-label-opinion=#{label.opinion}")
        .noneMatch(text -> text.contains("-few="));
    assertThat(ScriptAttributes.of(messages.locale("ar")).split(","))
        .contains("data-text-new-two=#{live.new.two}", "data-text-new-zero=#{live.new.zero}");
  }

  @Test
  void everyMessageThatATemplateUsesExists() throws IOException {
    Set<String> used =
        new TreeSet<>(
            Set.of(
                "date.pattern",
                "date-time.pattern",
                "moment.pattern",
                "moment.year.pattern",
                "month.pattern"));
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
    assertThat(messages.formatDay(DAY, messages.locale("de")))
        .isEqualTo("Dienstag, 4. Februar 2025");
    assertThat(messages.formatDay(DAY, messages.locale("ar"))).isEqualTo("الثلاثاء، 4 فبراير 2025");
  }

  @Test
  void aLabelWithoutAMessageIsShownAsItsSlug() {
    assertThat(messages.label("exclusive", messages.locale("uk"))).isEqualTo("Ексклюзив");
    assertThat(messages.label("long-read", Locale.ENGLISH)).isEqualTo("Long read");
  }

  private static Set<String> keys(Resource bundle) throws IOException {
    return properties(bundle).stringPropertyNames();
  }

  private static Properties properties(Resource bundle) throws IOException {
    return PropertiesLoaderUtils.loadProperties(new EncodedResource(bundle, UTF_8));
  }

  private static boolean isPlural(String key) {
    return Messages.PLURAL_CATEGORIES.contains(key.substring(key.lastIndexOf('.') + 1));
  }

  private static String base(String key) {
    return key.substring(0, key.lastIndexOf('.'));
  }

  private static Set<String> placeholders(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Resource[] resources(String pattern) throws IOException {
    Resource[] found =
        new PathMatchingResourcePatternResolver().getResources("classpath:pages/" + pattern);
    assertThat(found).isNotEmpty();
    return found;
  }
}
