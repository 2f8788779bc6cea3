package news.dateline.feedapi.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import news.dateline.events.Cursor;
import news.dateline.events.FeedId;
import news.dateline.events.Partner;
import news.dateline.events.PartnerId;
import news.dateline.events.PartnerProfile;
import news.dateline.feedapi.FeedStateSamples;
import news.dateline.feedapi.admission.PartnerGrant;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.Filter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;

/** What subscribers of a public feed are sent when it becomes a feed for partners. */
class RestrictionTests {
  private static final FeedStateSamples WORLD = FeedStateSamples.of("world", "k3f9");
  private static final FeedStateSamples SPORT = FeedStateSamples.of("sport", "s3f9");
  private static final Selection ALL = Selection.of(WORLD.feed(), Filter.NONE);
  private static final String TOLD =
      "(?s).*retry: \\d{5}\n\nevent: busy\ndata: \\{\"reason\":\"restricted\"}\n\n";

  private final DeliveryFixture fixture = new DeliveryFixture();
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  /** Collects what is written; reads as much as it is told to. */
  private static final class Client extends BaseSubscriber<DataBuffer> {
    private final StringBuilder read = new StringBuilder();
    private final int demand;
    private boolean ended;

    Client(int demand) {
      this.demand = demand;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      request(demand);
    }

    @Override
    protected void hookOnNext(DataBuffer buffer) {
      read.append(buffer.toString(UTF_8));
    }

    @Override
    protected void hookFinally(SignalType type) {
      ended = true;
    }
  }

  @BeforeEach
  void open() {
    fixture.publish(WORLD.opened(1), SPORT.opened(1));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void clientsWithoutARightAreToldAndRemovedAndPartnersGoOn() {
    Client reader = join(ALL, null, 100);
    Client partner = join(ALL, partner("world"), 100);
    Client other = join(ALL, partner("sport"), 100);

    fixture.publish(WORLD.closedOff(2), WORLD.published("secret", 3, 0));
    runTasks();

    assertThat(List.of(reader, other))
        .allSatisfy(
            client -> {
              assertThat(client.read).matches(TOLD).doesNotContain("secret", "k3f9-2");
              assertThat(client.ended).isTrue();
            });
    assertThat(DeliveryFixture.summaries(partner.read))
        .isEqualTo("1 at 2 revised 3 published secret");
    assertThat(partner.ended).isFalse();
    assertThat(fixture.admission.open()).isEqualTo(1);
    assertThat(rejections()).isEqualTo(2);
  }

  @Test
  void whatWasPublicBeforeIsSentBeforeTheClientIsRemoved() {
    Client reader = join(ALL, null, 100);

    fixture.publish(WORLD.published("public", 2, 0));
    fixture.publish(WORLD.closedOff(3));
    fixture.publish(WORLD.published("secret", 4, 0));
    runTasks();

    assertThat(DeliveryFixture.summaries(reader.read)).isEqualTo("1 at 2 published public");
    assertThat(reader.read).matches(TOLD).doesNotContain("secret");
  }

  @Test
  void aClientThatLagsIsRemovedToo() {
    Client slow = join(ALL, null, 1);
    Client partner = join(ALL, partner("world"), 100);

    fixture.publish(WORLD.published("public", 2, 0));
    runTasks();
    fixture.publish(WORLD.closedOff(3), WORLD.published("secret", 4, 0));
    runTasks();
    slow.request(100);
    runTasks();

    assertThat(slow.ended).isTrue();
    assertThat(slow.read).doesNotContain("secret");
    assertThat(DeliveryFixture.summaries(partner.read)).endsWith("4 published secret");
  }

  @Test
  void aStreamOfSeveralFeedsNeedsARightToEach() {
    Selection both = new Selection(List.of(SPORT.feed(), WORLD.feed()), true, Filter.NONE);
    Client reader = join(both, null, 100);
    Client partner = join(both, partner("world"), 100);

    fixture.publish(WORLD.closedOff(2));
    runTasks();
    assertThat(reader.read).matches(TOLD);
    assertThat(partner.ended).isFalse();

    fixture.publish(SPORT.closedOff(2), SPORT.published("secret", 3, 0));
    runTasks();
    assertThat(partner.read).matches(TOLD).doesNotContain("secret");
  }

  @Test
  void aFeedIsOpenedToThePublicWithoutEndingItsStreams() {
    fixture.publish(WORLD.closedOff(2));
    Client partner = join(ALL, partner("world"), 100);

    fixture.publish(WORLD.revised(3, "World"), WORLD.published("a", 4, 0));
    runTasks();

    assertThat(DeliveryFixture.summaries(partner.read)).endsWith("3 revised 4 published a");
  }

  private Client join(Selection selection, @Nullable PartnerGrant grant, int demand) {
    List<Cursor> cursors =
        selection.indexes(fixture.feeds::find).orElseThrow().stream()
            .map(FeedIndex::cursor)
            .toList();
    ResumePoint start =
        new ResumePoint(
            new Position(cursors), Collections.nCopies(cursors.size(), Optional.empty()));
    Client client = new Client(demand);
    Flux.from(fixture.body(new StreamRequest(selection, start, "192.0.2.1", grant), tasks::add))
        .subscribe(client);
    runTasks();
    return client;
  }

  private static PartnerGrant partner(String feed) {
    PartnerProfile profile =
        new PartnerProfile(feed, List.of(new FeedId(feed)), List.of(), null, null);
    return new PartnerGrant(
        new Partner(new PartnerId(feed), profile, "0f".repeat(32), Instant.EPOCH, null),
        () -> true);
  }

  private double rejections() {
    return fixture
        .meters
        .get("dateline.stream.rejected")
        .tag("reason", "restricted")
        .counter()
        .count();
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
