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
record FeedRules(DecisionBuilder builder) {

  /** A feed that did not exist: there is nothing to draft on. */
  static Decision open(LoggedEvent logged, FeedSettings profile, Instant now) {
    PublicFeed feed =
        new PublicFeed(
            logged.event().feed(),
            logged.newEpoch(),
            1,
            Change.OPENED,
            PublicFeed.Status.OPEN,
            profile,
            now);
    Outcome outcome =
        new Outcome(
            logged.event().id(),
            Outcome.Status.ACCEPTED,
            feed.feed(),
            null,
            1L,
            1L,
            feed.epoch(),
            null,
            null,
            logged.at());
    return new Decision(new Effects(List.of(feed), List.of(), List.of()), outcome, false);
  }

  Decision revise(LoggedEvent logged, FeedDefined defined) throws RejectedException {
    PublicFeed feed = builder.feed();
    if (feed.profile().equals(defined.profile())) {
      return decision(logged, Outcome.Status.UNCHANGED);
    }
    if (feed.status() == PublicFeed.Status.CLOSED) {
      throw builder.rejected(RejectionReason.CLOSED, null);
    }
    if (!feed.profile().timeZone().equals(defined.profile().timeZone())) {
      throw builder.rejected(RejectionReason.TIME_ZONE_FIXED, null);
    }
    return changed(logged, Change.REVISED, feed.status(), defined.profile());
  }

  Decision close(LoggedEvent logged) {
    PublicFeed feed = builder.feed();
    return feed.status() == PublicFeed.Status.CLOSED
        ? decision(logged, Outcome.Status.UNCHANGED)
        : changed(logged, Change.CLOSED, PublicFeed.Status.CLOSED, feed.profile());
  }

  private Decision changed(
      LoggedEvent logged, Change change, PublicFeed.Status status, FeedSettings profile) {
    PublicFeed feed = builder.feed();
    builder.change(
        seq ->
            new PublicFeed(
                feed.feed(), feed.epoch(), seq, change, status, profile, feed.openedAt()));
    return decision(logged, Outcome.Status.ACCEPTED);
  }

  private Decision decision(LoggedEvent logged, Outcome.Status status) {
    return builder.decision(logged, status, null, null);
  }
}
