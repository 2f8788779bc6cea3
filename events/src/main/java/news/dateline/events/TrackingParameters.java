package news.dateline.events;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Parameters of addresses that say where a visitor comes from, and not which page is meant.
 *
 * <p>Neither list may change: the ids of imported items depend on the one, and the decisions of
 * events on the other, for which a change needs a new level of the rules.
 */
public enum TrackingParameters {
  /** Parameters that make no new item of an id that is an address. */
  OF_GUIDS(Names.USUAL),

  /** Parameters that make no other story of a link. */
  OF_LINKS(Names.USUAL + "|" + Names.FURTHER);

  private static final class Names {
    static final String USUAL =
        "utm_\\w+|at_(medium|campaign|source)|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid"
            + "|mc_[ce]id|xtor";
    static final String FURTHER =
        "at_\\w+|mtm_\\w+|pk_\\w+|wt_\\w+|ns_\\w+|hsa_\\w+|gad_\\w+|fb_\\w+|_ga|_gl|_hsenc|_hsmi"
            + "|gbraid|wbraid|srsltid|cmp|cmpid|ocid|smid|emc|partner|ref|ref_src|ref_url|ito|spm"
            + "|mkt_tok|share|via|traffic_source|taid|wtrid";
  }

  private final Pattern names;

  TrackingParameters(String names) {
    this.names = Pattern.compile("(?i)(" + names + ")(=.*)?");
  }

  /**
   * Returns an address without these parameters. Keeps a fragment, which can name a post of the
   * page, unless it is for tracking.
   */
  public String removedFrom(String address) {
    String[] page = address.split("#", 2);
    String[] path = page[0].split("\\?", 2);
    String query =
        path.length < 2
            ? ""
            : Stream.of(path[1].split("&"))
                .filter(pair -> !pair.isEmpty() && !names.matcher(pair).matches())
                .collect(Collectors.joining("&"));
    boolean anchor = page.length > 1 && !page[1].isEmpty() && !names.matcher(page[1]).matches();
    return path[0] + (query.isEmpty() ? "" : "?" + query) + (anchor ? "#" + page[1] : "");
  }
}
