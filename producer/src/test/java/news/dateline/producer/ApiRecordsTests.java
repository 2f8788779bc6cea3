package news.dateline.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.FeedSettings;
import news.dateline.events.Item;
import news.dateline.events.ItemContent;
import news.dateline.producer.request.StrictJson;
import news.dateline.testsupport.description.DescribedApi;
import news.dateline.testsupport.description.RecordMembers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the records that are read from requests and written in answers with their schemas. */
class ApiRecordsTests {
  private static final String PREVIEW = "news.dateline.producer.editorial.PreviewApi$PreviewJson";
  private static final String PUBLICATION =
      "news.dateline.producer.editorial.EditorsApi$PublicationJson";

  /** Schemas with the record of each, whose name is below {@code news.dateline}. */
  private static final String RECORDS =
      """
      FeedSettings     events.FeedSettings
      ItemContent      events.ItemContent
      Kicker           events.Kicker
      Image            events.Image
      Author           events.Author
      Outcome          events.Outcome
      HistoryEntry     events.DeskState$HistoryEntry
      PublicCorrection events.Item$Correction
      PartnerProfile   events.PartnerProfile
      IdentityProfile  events.IdentityProfile
      Identity         producer.identities.IdentitiesApi$IdentityJson
      IdentityList     producer.identities.IdentitiesApi$IdentityList
      Partner          producer.partners.PartnersApi$PartnerJson
      PartnerList      producer.partners.PartnersApi$PartnerList
      Code             producer.signin.SignInApi$CodeBody
      LoginCode        producer.signin.SignInApi$LoginCode
      Session          producer.signin.SignInApi$SessionJson
      SessionList      producer.signin.SignInApi$SessionList
      ProviderLogout   producer.signin.SignInApi$ProviderLogout
      Myself           producer.signin.SignInApi$Myself
      Correction       producer.editorial.CorrectionJson
      Retraction       producer.editorial.EditorsApi$Retraction
      Note             producer.editorial.ReviewApi$Note
      Pin              producer.editorial.PinAndBreakingApi$PinBody
      Breaking         producer.editorial.PinAndBreakingApi$BreakingBody
      Empty            producer.editorial.EditorsApi$EmptyBody
      Empty            producer.editorial.ReviewApi$EmptyBody
      FeedList         producer.editorial.QueryApi$FeedList
      Feed             producer.editorial.QueryApi$FeedList$Feed
      ItemList         producer.editorial.ItemsApi$UnpublishedList
      NamedIdentity    producer.editorial.ItemResponse$NamedIdentity
      ImportResult     producer.importing.ImportResult
      Success          producer.editorial.Responses$Success
      Reach            events.Reach
      DeskFeed         producer.editorial.DeskStreams$FeedEvent
      DeskAlive        producer.editorial.DeskStreamApi$AliveEvent
      DeskPresence     producer.editorial.DeskStreams$PresenceEvent
      DeskItem         producer.editorial.ItemResponse
      """;

  private static final DescribedApi DESCRIPTION =
      new DescribedApi(
          ApiRecordsTests.class.getResourceAsStream("/producer/openapi.yaml"), Pattern.compile(""));

  static Stream<Arguments> recordsOfTheirSchemas() {
    return RECORDS
        .lines()
        .map(row -> row.split(" +"))
        .map(row -> Arguments.of(row[0], "news.dateline." + row[1]));
  }

  @ParameterizedTest
  @MethodSource("recordsOfTheirSchemas")
  void everyMemberIsDescribedWithItsTypeAndEveryDescribedMemberExists(
      String schema, Class<?> type) {
    assertThat(DESCRIPTION.members(schema)).isEqualTo(RecordMembers.of(type));
  }

  @Test
  void aNewItemHasAnIdBesideItsContentAndAPublicOneNoEmbargo() {
    Map<String, String> written = RecordMembers.of(ItemContent.class);
    written.put("id", "string");
    Map<String, String> read = RecordMembers.of(Item.class);
    read.remove("embargoedUntil");

    assertThat(DESCRIPTION.members("NewItem")).isEqualTo(written);
    assertThat(DESCRIPTION.members("PublicItem")).isEqualTo(read);
  }

  @Test
  void aPublicationHasMoreMembersThanANewItemAndAPreviewMoreThanAPublication()
      throws ClassNotFoundException {
    Map<String, String> members = DESCRIPTION.members("NewItem");
    members.putAll(RecordMembers.of(Class.forName(PUBLICATION)));

    assertThat(DESCRIPTION.members("Publication")).isEqualTo(members);
    members.putAll(RecordMembers.of(Class.forName(PREVIEW + "$Additions")));
    assertThat(DESCRIPTION.members("Preview")).isEqualTo(members);
  }

  @Test
  void everyRecordThatIsReadFromABodyOrBelongsToAnApiIsCompared() {
    JavaClasses classes = new ClassFileImporter().importPackages("news.dateline.producer");
    Stream<JavaClass> read =
        classes.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .filter(ApiRecordsTests::readsJson)
            .flatMap(unit -> unit.getReferencedClassObjects().stream())
            .map(ReferencedClassObject::getRawType);
    Stream<JavaClass> ofApis =
        classes.stream().filter(type -> type.getName().matches(".*Api\\$.*"));

    // PreviewJson is put together of the item and the rest of the body
    Set<String> compared = new TreeSet<>(Set.of(PREVIEW, PREVIEW + "$Additions", PUBLICATION));
    recordsOfTheirSchemas().forEach(row -> compared.add((String) row.get()[1]));
    Set<String> records =
        Stream.concat(read, ofApis)
            .filter(JavaClass::isRecord)
            .filter(type -> !type.getSource().toString().contains("test-classes"))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(records).isSubsetOf(compared).contains(PUBLICATION, FeedSettings.class.getName());
  }

  private static boolean readsJson(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(StrictJson.class));
  }
}
