package news.dateline.feedapi.fanout;

import news.dateline.feedapi.admission.PartnerGrant;
import news.dateline.feedapi.index.FeedIndex;
import org.jspecify.annotations.Nullable;

/**
 * An authorized request for a stream.
 *
 * @param address the client's IPv4 address or /64 network, for the limit per address
 * @param grant null for a client without a token
 */
public record StreamRequest(
    Selection selection, ResumePoint start, String address, @Nullable PartnerGrant grant) {
  boolean mayRead(FeedIndex index) {
    return index.isReadableBy(grant == null ? null : grant.partner());
  }
}
