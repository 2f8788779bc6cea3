package news.dateline.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import news.dateline.events.EditorialEvent;
import news.dateline.events.EventId;
import news.dateline.events.PublicState;
import org.junit.jupiter.api.Test;

class RevisionsTests {
  private final List<Revisions.Revision> revisions = Revisions.all();

  @Test
  void fiveWeeksOfARealNewsroomEndInTheStateOfTheReferenceModel() {
    ReferenceModel model = new ReferenceModel();
    Newsroom newsroom = Newsroom.open().at("2023-09-30T00:00:00Z");
    model.now = java.time.Instant.parse("2023-09-30T00:00:00Z");
    for (int i = 0; i < revisions.size(); i++) {
      Revisions.Revision revision = revisions.get(i);
      String id = "e" + i;
      model.take(revision.observedAt(), id, id, revision.event());
      newsroom.take(
          revision.observedAt(),
          new EditorialEvent(
              new EventId(id), Newsroom.WORLD, "/desk/nos", Newsroom.NOON, id, revision.event()));
    }

    assertThat(Telling.of(newsroom)).isEqualTo(Telling.of(model));
    assertThat(newsroom.changes()).extracting(PublicState::seq).isSorted().doesNotHaveDuplicates();
    assertThat(newsroom.changes().size()).isEqualTo((int) model.seq);
    assertThat(model.seq).isGreaterThan(6_000);
  }
}
