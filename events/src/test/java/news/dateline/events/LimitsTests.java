package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTests {
  @Test
  void aTitleHasAtMost300CharactersNotUtf16Units() {
    assertThat(ItemContent.titled("😀".repeat(300)).title()).hasSize(600);

    assertRefused(
        () -> FieldLimits.check(ItemContent.titled("a".repeat(301))),
        "title has 301 characters, at most 300 are allowed");
  }

  @Test
  void aLimitNamesTheFieldByItsPath() {
    ItemContent content =
        Json.read(
            """
            {"title": "a", "authors": [{"name": "b"}, {"name": "%s"}]}
            """
                .formatted("c".repeat(201))
                .getBytes(UTF_8),
            ItemContent.class);

    assertRefused(
        () -> FieldLimits.check(new NewsEvent.ItemPublished(new ItemId("a"), content)),
        "item.authors[1].name has 201 characters, at most 200 are allowed");
  }

  @Test
  void storedRecordsBeyondTodaysLimitsStillRead() {
    String tooLong = "a".repeat(301);
    Instant time = Instant.parse("2025-02-04T12:00:00Z");
    FeedId feed = new FeedId("world");
    Item item =
        Item.published(
            new ItemId("a"),
            1,
            new Item.DatedContent(
                ItemContent.titled(tooLong), LocalDate.of(2025, 2, 4), time, null));
    PublicItem state = new PublicItem(feed, "k3f9", PublicState.Change.PUBLISHED, item);
    EventEnvelope event =
        EventEnvelope.withoutActor(
            new EventId("e"),
            feed,
            "/desk",
            time,
            "digest",
            new NewsEvent.ItemRetracted(new ItemId("a"), "b".repeat(501), null));

    assertThat(PublicState.read(state.key(), state.value())).isEqualTo(state);
    assertThat(EventEnvelope.read(event.key(), event.headers(), event.value())).isEqualTo(event);
    assertThatThrownBy(() -> FieldLimits.check(event.data()))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("reason has 501 characters");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20_001})
  void anImageHasBetween1And20000PixelsASide(int width) {
    assertRefused(
        () -> FieldLimits.check(new Image("https://example.org/a", null, width, 1, null)),
        "width is not between 1 and 20000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u0085b",
        "a\u2028b",
        "a\uFEFFb",
        "a\uD800b",
        "a\u001bb"
      })
  void aTitleThatCouldForgeALineOrATerminalIsRefused(String title) {
    assertThatThrownBy(() -> ItemContent.titled(title))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("title has ");
  }

  @Test
  void aBlankTitleIsRefusedAndSpaceAroundOneIsCut() {
    assertRefused(() -> ItemContent.titled(" \u2003 "), "title is blank");
    assertThat(ItemContent.titled("  Bridge reopens ").title()).isEqualTo("Bridge reopens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "//example.org/a",
        "/a",
        "ftp://example.org",
        "https://",
        "http://a b"
      })
  void aLinkIsAnAbsoluteWebAddress(String link) {
    assertRefused(() -> new Kicker("Series", link), "link is not an absolute http or https URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "World", "a/b", "ы", "a b"})
  void aFeedIdIsALowerCaseWord(String id) {
    assertRefused(() -> new FeedId(id), "feed must match [a-z0-9-]{1,64}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "tag:example.org,2025:1"})
  void anItemIdIsMadeOfUnreservedCharacters(String id) {
    assertRefused(() -> new ItemId(id), "id must match [A-Za-z0-9._~-]{1,128}");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void anItemIdIsNoStepInAPath(String id) {
    assertRefused(() -> new ItemId(id), "id must not be . or ..");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Nowhere", "+02:00", "EET+2", ""})
  void aTimeZoneIsAnIanaRegion(String zone) {
    assertRefused(
        () ->
            new FeedSettings(
                "World", "en", zone, List.of(), FeedSettings.Access.PUBLIC, List.of(), null, null),
        "timeZone is not an IANA time zone such as Europe/Kyiv");
  }

  @Test
  void aTimeIsKeptToTheMillisecondWithinTheYears1To9999() {
    Instant time = Instant.parse("2025-02-04T12:00:00.123456Z");

    assertThat(ItemContent.titled("a").withTimes(time, null).publishedAt())
        .isEqualTo("2025-02-04T12:00:00.123Z");
    assertRefused(
        () -> ItemContent.titled("a").withTimes(Instant.MAX, null),
        "publishedAt is outside the years 1 to 9999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k3f9",
        "k3f9-",
        "k3f9--1",
        "K3F9-1",
        "k3-1",
        "k3f9-01",
        "k3f9-1x",
        "k3f9-99999999999999999999"
      })
  void aCursorIsEpochAndNumber(String cursor) {
    assertRefused(() -> Cursor.parse("after", cursor), "after is not <epoch>-<seq>");
  }

  @Test
  void aCursorReadsWhatItWrites() {
    assertThat(Cursor.parse("after", new Cursor("k3f9", 48213).toString()))
        .isEqualTo(new Cursor("k3f9", 48213));
  }

  private static void assertRefused(ThrowingCallable attempt, String message) {
    assertThatThrownBy(attempt).isInstanceOf(InvalidFieldException.class).hasMessage(message);
  }
}
