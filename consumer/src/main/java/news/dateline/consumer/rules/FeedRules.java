package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.Optional;
import news.dateline.events.FeedId;
import news.dateline.events.FeedProfile;
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
    Optional<OfFeed> present = state.feed(recorded.event().feed());
    if (present.isEmpty()) {
      return accepted(recorded, opened(recorded, defined.profile(), now));
    }
    OfFeed feed = present.get();
    if (feed.profile().equals(defined.profile())) {
      return Decision.of(outcome(recorded, Outcome.Status.UNCHANGED, feed));
    }
    if (!feed.profile().timeZone().equals(defined.profile().timeZone())) {
      throw new RejectedException(Rejection.TIME_ZONE_FIXED, feed, null);
    }
    return accepted(recorded, revised(feed, defined.profile(), state.lastSeq(feed.feed()) + 1));
  }

  private static OfFeed opened(Recorded recorded, FeedProfile profile, Instant now) {
    FeedId id = recorded.event().feed();
    return new OfFeed(id, recorded.newEpoch(), 1, Change.OPENED, OfFeed.Status.OPEN, profile, now);
  }

  private static OfFeed revised(OfFeed feed, FeedProfile profile, long seq) {
    return new OfFeed(
        feed.feed(), feed.epoch(), seq, Change.REVISED, feed.status(), profile, feed.openedAt());
  }

  private static Decision accepted(Recorded recorded, OfFeed feed) {
    return Decision.of(outcome(recorded, Outcome.Status.ACCEPTED, feed), feed);
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
