package news.dateline.producer.importing;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import news.dateline.events.FeedSettings;
import news.dateline.events.ItemContent;
import news.dateline.producer.importing.format.SourceDocument;
import news.dateline.producer.importing.identity.SourceIds;
import news.dateline.producer.text.WebAddress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The document of an import, and the settings, address and time that all of its items share. */
final class ImportContext {
  private final FeedSettings settings;
  private final SourceDocument document;
  private final ImportParameters parameters;
  private final SourceTimes times;
  private final @Nullable String base;
  private final String source;

  /**
   * @param settings the settings of the receiving feed
   * @param document what holds for the whole document
   * @param now the time of the import
   */
  ImportContext(
      FeedSettings settings, SourceDocument document, ImportParameters parameters, Instant now) {
    this.settings = settings;
    this.document = document;
    this.parameters = parameters;
    this.times = new SourceTimes(ZoneId.of(settings.timeZone()), now);
    this.base = findBase(document, parameters.address());
    this.source =
        parameters.source() == null
            ? findSource(document, parameters.address())
            : parameters.source();
  }

  private static @Nullable String findBase(SourceDocument document, @Nullable String address) {
    for (String member : List.of("home_page_url", "feed_url")) {
      String written = document.headText(member);
      String base = written == null ? null : WebAddress.resolve(address, written).orElse(null);
      if (base != null) {
        return base;
      }
    }
    return address;
  }

  private static String findSource(SourceDocument document, @Nullable String address) {
    if (address == null) {
      return "";
    }
    String written = document.headText("home_page_url");
    String home = written == null ? null : WebAddress.resolve(address, written).orElse(null);
    return home != null && SourceIds.host(home).equals(SourceIds.host(address))
        ? SourceIds.source(home)
        : SourceIds.source(address);
  }

  FeedSettings settings() {
    return settings;
  }

  SourceDocument document() {
    return document;
  }

  ImportParameters parameters() {
    return parameters;
  }

  SourceTimes times() {
    return times;
  }

  /** Returns the address that the items' relative addresses are relative to; null if none is. */
  @Nullable String base() {
    return base;
  }

  /**
   * Returns the name of the source: of the request, else the home page of the document, which all
   * pages of a feed share, if it is on the host that the document was loaded from, else where it
   * was loaded from; empty if none is known. A document may name the home page of another source.
   */
  String source() {
    return source;
  }

  JsonNode head(String member) {
    return document.head().path(member);
  }

  boolean knowsLabel(String label) {
    return ItemContent.LABELS.contains(label) || settings.labels().contains(label);
  }

  /** Returns what is to be said about the document as a whole. */
  List<SourceNote> notes() {
    List<SourceNote> notes = new ArrayList<>();
    document.notes().forEach(note -> notes.add(new SourceNote("document", note)));
    if (source.isEmpty() && !document.deletions().isEmpty()) {
      notes.add(new SourceNote("source", "is not known, so that deletions were left out"));
    }
    String next = document.headText("next_url");
    if (next != null) {
      Optional<String> page = WebAddress.resolve(parameters.address(), next);
      notes.add(
          page.map(address -> new SourceNote("next_url", address))
              .orElse(new SourceNote("document", "has a next page at an address that is unknown")));
      if (!source.isEmpty()) {
        notes.add(new SourceNote("source", source));
      }
    }
    return notes;
  }
}
