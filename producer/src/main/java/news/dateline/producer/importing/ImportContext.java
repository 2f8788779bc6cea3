package news.dateline.producer.importing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemContent;
import news.dateline.producer.importing.format.SourceDocument;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The document of an import, and the settings, address and time that all of its items share.
 *
 * @param settings the settings of the receiving feed
 * @param now the time of the import
 */
record ImportContext(
    FeedSettings settings, SourceDocument document, ImportParameters parameters, Instant now) {

  /** Returns the address that the items' relative addresses are relative to; null if none is. */
  @Nullable String base() {
    for (String member : new String[] {"home_page_url", "feed_url"}) {
      String written = document.headText(member);
      String base =
          written == null ? null : WebAddress.resolve(parameters.address(), written).orElse(null);
      if (base != null) {
        return base;
      }
    }
    return parameters.address();
  }

  /**
   * Returns the name of the source: of the request, else the home page of the document, which all
   * pages of a feed share, if it is on the host that the document was loaded from, else where it
   * was loaded from; empty if nobody knows. A document may name the home page of another source.
   */
  String source() {
    if (parameters.source() != null) {
      return parameters.source();
    }
    String written = document.headText("home_page_url");
    String address = parameters.address();
    String home = written == null ? null : WebAddress.resolve(address, written).orElse(null);
    if (address == null) {
      return "";
    }
    return home != null && SourceIds.host(home).equals(SourceIds.host(address))
        ? SourceIds.source(home)
        : SourceIds.source(address);
  }

  JsonNode head(String member) {
    return document.head().path(member);
  }

  boolean knowsLabel(String label) {
    return ItemContent.LABELS.contains(label) || settings.labels().contains(label);
  }

  SourceTimes times() {
    return new SourceTimes(ZoneId.of(settings.timeZone()), now);
  }

  /** Returns what is to be said about the document as a whole. */
  List<SourceNote> notes() {
    List<SourceNote> notes = new ArrayList<>();
    document.notes().forEach(note -> notes.add(new SourceNote("document", note)));
    if (source().isEmpty() && !document.deletions().isEmpty()) {
      notes.add(new SourceNote("source", "is not known, so that deletions were left out"));
    }
    String next = document.headText("next_url");
    if (next != null) {
      WebAddress.resolve(base(), next)
          .ifPresent(address -> notes.add(new SourceNote("next_url", address)));
      if (!source().isEmpty()) {
        notes.add(new SourceNote("source", source()));
      }
    }
    return notes;
  }
}
