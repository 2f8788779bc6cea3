package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.FeedSettings;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.PublicState.Change;
import news.dateline.events.RejectionReason;

/** Rules for opening, revising and closing a feed. Each of these is a change of the feed. */
record FeedRules(DecisionBuilder builder) {

  /** Opens a feed that does not exist yet, with the new epoch and seq 1; public unless named. */
  static Decision open(LoggedEvent logged, FeedSettings settings, Instant now) {
    PublicFeed feed =
        new PublicFeed(
            logged.event().feed(),
            logged.newEpoch(),
            1,
            Change.OPENED,
            PublicFeed.Status.OPEN,
            settings,
            now);
    Outcome outcome =
        Outcome.of(logged.event().id(), Outcome.Status.ACCEPTED, feed.feed(), logged.at())
            .withSeqs(1, 1)
            .withEpoch(feed.epoch());
    return new Decision(new Effects(List.of(feed), List.of(), List.of(), Map.of()), outcome, true);
  }

  /** Revises the settings of the feed. Access and presentation stay unless they are named. */
  Decision revise(LoggedEvent logged, FeedSettings revised) throws RejectedException {
    PublicFeed feed = builder.feed();
    FeedSettings present = feed.profile();
    FeedSettings settings =
        revised.accessOr(present.access()).presentationOr(present.presentation());
    if (present.equals(settings)) {
      return decision(logged, Outcome.Status.UNCHANGED);
    }
    if (feed.status() == PublicFeed.Status.CLOSED) {
      throw builder.rejected(RejectionReason.CLOSED, null);
    }
    if (!present.timeZone().equals(settings.timeZone())) {
      throw builder.rejected(RejectionReason.TIME_ZONE_FIXED, null);
    }
    return change(logged, Change.REVISED, feed.status(), settings);
  }

  Decision close(LoggedEvent logged) {
    PublicFeed feed = builder.feed();
    return feed.status() == PublicFeed.Status.CLOSED
        ? decision(logged, Outcome.Status.UNCHANGED)
        : change(logged, Change.CLOSED, PublicFeed.Status.CLOSED, feed.profile());
  }

  private Decision change(
      LoggedEvent logged, Change change, PublicFeed.Status status, FeedSettings settings) {
    PublicFeed feed = builder.feed();
    builder.changeFeed(
        seq ->
            new PublicFeed(
                feed.feed(), feed.epoch(), seq, change, status, settings, feed.openedAt()));
    return decision(logged, Outcome.Status.ACCEPTED);
  }

  private Decision decision(LoggedEvent logged, Outcome.Status status) {
    return builder.decision(logged, status, null, null);
  }
}
