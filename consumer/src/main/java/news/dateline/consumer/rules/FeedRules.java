package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import news.dateline.events.FeedProfile;
import news.dateline.events.NewsEvent.FeedDefined;
import news.dateline.events.Outcome;
import news.dateline.events.PublicState.Change;
import news.dateline.events.PublicState.OfFeed;
import news.dateline.events.Rejection;

/**
 * Opening, revising and closing a feed. Each takes a number of the feed's own log: a reader can see
 * it.
 */
record FeedRules(Draft draft) {

  /** A feed that did not exist: there is nothing to draft on. */
  static Decision open(Recorded recorded, FeedProfile profile, Instant now) {
    OfFeed feed =
        new OfFeed(
            recorded.event().feed(),
            recorded.newEpoch(),
            1,
            Change.OPENED,
            OfFeed.Status.OPEN,
            profile,
            now);
    Outcome outcome =
        new Outcome(
            recorded.event().id(),
            Outcome.Status.ACCEPTED,
            feed.feed(),
            null,
            1L,
            1L,
            feed.epoch(),
            null,
            null,
            recorded.at());
    return new Decision(new Effects(List.of(feed), List.of(), List.of()), outcome, false);
  }

  Decision revise(Recorded recorded, FeedDefined defined) throws RejectedException {
    OfFeed feed = draft.feed();
    if (feed.profile().equals(defined.profile())) {
      return decision(recorded, Outcome.Status.UNCHANGED);
    }
    if (feed.status() == OfFeed.Status.CLOSED) {
      throw draft.rejected(Rejection.CLOSED, null);
    }
    if (!feed.profile().timeZone().equals(defined.profile().timeZone())) {
      throw draft.rejected(Rejection.TIME_ZONE_FIXED, null);
    }
    return changed(recorded, Change.REVISED, feed.status(), defined.profile());
  }

  Decision close(Recorded recorded) {
    OfFeed feed = draft.feed();
    return feed.status() == OfFeed.Status.CLOSED
        ? decision(recorded, Outcome.Status.UNCHANGED)
        : changed(recorded, Change.CLOSED, OfFeed.Status.CLOSED, feed.profile());
  }

  private Decision changed(
      Recorded recorded, Change change, OfFeed.Status status, FeedProfile profile) {
    OfFeed feed = draft.feed();
    draft.change(
        seq ->
            new OfFeed(feed.feed(), feed.epoch(), seq, change, status, profile, feed.openedAt()));
    return decision(recorded, Outcome.Status.ACCEPTED);
  }

  private Decision decision(Recorded recorded, Outcome.Status status) {
    return draft.decision(recorded, status, null, null);
  }
}
