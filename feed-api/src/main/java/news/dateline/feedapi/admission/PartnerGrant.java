package news.dateline.feedapi.delivery;

import java.util.function.BooleanSupplier;
import news.dateline.events.Partner;

/**
 * A partner who was let in by its token.
 *
 * @param stillValid whether the token still is
 */
public record PartnerGrant(Partner partner, BooleanSupplier stillValid) {
  /** How many streams it may have open here. */
  int mostStreams() {
    Integer most = partner.profile().streams();
    return most == null ? Integer.MAX_VALUE : most;
  }
}
