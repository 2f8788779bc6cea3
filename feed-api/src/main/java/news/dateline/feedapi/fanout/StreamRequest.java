package news.dateline.feedapi.delivery;

import news.dateline.feedapi.index.FeedIndex;
import org.jspecify.annotations.Nullable;

/**
 * Someone who wants to follow.
 *
 * @param address whom to count it for
 * @param grant the partner it is; null for one who showed no token
 */
public record StreamRequest(
    Selection selection, ResumePoint start, String address, @Nullable PartnerGrant grant) {
  /** Whether it may read the feed as it is now. */
  boolean mayRead(FeedIndex index) {
    return index.isPublic()
        || (grant != null && grant.partner().profile().feeds().contains(index.feed()));
  }
}
