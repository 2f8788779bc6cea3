package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import news.dateline.events.FeedSettings;
import news.dateline.events.NewsEvent.FeedDefined;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;

/**
 * Opening, revising and closing a feed. Each takes a number of the feed's own log: a reader can see
 * it.
 */
record FeedRules(DecisionBuilder draft) {

  /** A feed that did not exist: there is nothing to draft on. */
  static Decision open(LoggedEvent recorded, FeedSettings profile, Instant now) {
    PublicFeed feed =
        new PublicFeed(
            recorded.event().feed(),
            recorded.newEpoch(),
            1,
            Change.OPENED,
            PublicFeed.Status.OPEN,
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

  Decision revise(LoggedEvent recorded, FeedDefined defined) throws RejectedException {
    PublicFeed feed = draft.feed();
    if (feed.profile().equals(defined.profile())) {
      return decision(recorded, Outcome.Status.UNCHANGED);
    }
    if (feed.status() == PublicFeed.Status.CLOSED) {
      throw draft.rejected(RejectionReason.CLOSED, null);
    }
    if (!feed.profile().timeZone().equals(defined.profile().timeZone())) {
      throw draft.rejected(RejectionReason.TIME_ZONE_FIXED, null);
    }
    return changed(recorded, Change.REVISED, feed.status(), defined.profile());
  }

  Decision close(LoggedEvent recorded) {
    PublicFeed feed = draft.feed();
    return feed.status() == PublicFeed.Status.CLOSED
        ? decision(recorded, Outcome.Status.UNCHANGED)
        : changed(recorded, Change.CLOSED, PublicFeed.Status.CLOSED, feed.profile());
  }

  private Decision changed(
      LoggedEvent recorded, Change change, PublicFeed.Status status, FeedSettings profile) {
    PublicFeed feed = draft.feed();
    draft.change(
        seq ->
            new PublicFeed(
                feed.feed(), feed.epoch(), seq, change, status, profile, feed.openedAt()));
    return decision(recorded, Outcome.Status.ACCEPTED);
  }

  private Decision decision(LoggedEvent recorded, Outcome.Status status) {
    return draft.decision(recorded, status, null, null);
  }
}
