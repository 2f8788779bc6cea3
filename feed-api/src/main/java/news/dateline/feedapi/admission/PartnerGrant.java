package news.dateline.feedapi.admission;

import java.util.function.BooleanSupplier;
import news.dateline.events.Partner;

/**
 * A partner that was authorized by its token when it opened a stream.
 *
 * @param stillValid returns false once the token is revoked or has expired; thread-safe
 */
public record PartnerGrant(Partner partner, BooleanSupplier stillValid) {
  int maxStreams() {
    Integer max = partner.profile().streams();
    return max == null ? Integer.MAX_VALUE : max;
  }
}
