package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Optional;
import news.dateline.events.EditorialEvent;
import news.dateline.events.NewsEvent.FeedDefined;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.PublicState.OfFeed;
import news.dateline.events.Rejection;

/** Opening and revising a feed. Both take a number of the feed's own log: a reader can see them. */
final class FeedRules {
  private FeedRules() {}

  static Decision define(State state, Recorded recorded, FeedDefined defined, Instant now)
      throws RejectedException {
    EditorialEvent event = recorded.event();
    Optional<OfFeed> present = state.feed(event.feed());
    if (present.isEmpty()) {
      OfFeed opened =
          new OfFeed(
              event.feed(),
              recorded.newEpoch(),
              1,
              Change.OPENED,
              OfFeed.Status.OPEN,
              defined.profile(),
              now);
      return Decision.of(outcome(recorded, Outcome.Status.ACCEPTED, opened), opened);
    }
    OfFeed feed = present.get();
    if (feed.profile().equals(defined.profile())) {
      return Decision.of(outcome(recorded, Outcome.Status.UNCHANGED, feed));
    }
    if (!feed.profile().timeZone().equals(defined.profile().timeZone())) {
      throw new RejectedException(Rejection.TIME_ZONE_FIXED, feed, null);
    }
    OfFeed revised =
        new OfFeed(
            feed.feed(),
            feed.epoch(),
            state.lastSeq(feed.feed()) + 1,
            Change.REVISED,
            feed.status(),
            defined.profile(),
            feed.openedAt());
    return Decision.of(outcome(recorded, Outcome.Status.ACCEPTED, revised), revised);
  }

  private static Outcome outcome(Recorded recorded, Outcome.Status status, OfFeed feed) {
    Long seq = status == Outcome.Status.ACCEPTED ? feed.seq() : null;
    return new Outcome(
        recorded.event().id(),
        status,
        feed.feed(),
        null,
        seq,
        seq,
        feed.epoch(),
        null,
        null,
        recorded.at());
  }
}
