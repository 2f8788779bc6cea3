package news.dateline.producer.importing;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.dateline.events.Actor;
import news.dateline.events.FeedId;
import news.dateline.events.Json;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import news.dateline.producer.importing.identity.SourceIds;
import news.dateline.producer.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Imports documents that the producer has polled, as if an editor had sent them. Thread-safe. */
public final class PolledImport {
  /** The {@code ce_source} of the events. It names no source: a retracted item keeps no name. */
  private static final String EVENT_SOURCE = "/import";

  /** No feed of an editor has this name, so that no event id is that of an editor's event. */
  private static final String EDITOR = "/import";

  static final String STALE = ProblemType.of(RejectionReason.STALE_GENERATION).reason();

  /**
   * Reasons that concern the feed or the poller and not the item. The next poll tries the items
   * again.
   */
  private static final Set<String> UNDECIDED =
      Stream.of(
              RejectionReason.CLOSED,
              RejectionReason.NO_FEED,
              RejectionReason.FORBIDDEN,
              RejectionReason.UNREADABLE,
              RejectionReason.STALE_GENERATION)
          .map(reason -> ProblemType.of(reason).reason())
          .collect(Collectors.toUnmodifiableSet());

  private final DocumentImport documents;

  PolledImport(DocumentImport documents) {
    this.documents = documents;
  }

  /**
   * A document of a source.
   *
   * @param source the name of the source
   * @param address where the document was loaded from
   * @param labels the label of the feed for each category of the source in the form of TagFolding
   * @param at when the document was loaded; part of the ids of the events
   * @param known what {@link Summary#decided} was after the last document. Of such an item no event
   *     is written, because {@code news-events} is kept for ever
   */
  public record PolledDocument(
      FeedId feed,
      String source,
      long generation,
      String address,
      Map<String, String> labels,
      Instant at,
      Set<String> known) {}

  /**
   * What became of a document.
   *
   * @param found number of its items
   * @param results number of the items of which an event was written, by the status of the result
   * @param decided digests of the items that need not be imported again
   * @param complete true if every item has been decided
   * @param embargoed true if an item has an embargo that ends, after which the same document
   *     publishes it
   * @param stale true if another producer has taken over the source
   */
  public record Summary(
      int found,
      Map<String, Integer> results,
      Set<String> decided,
      boolean complete,
      boolean embargoed,
      boolean stale) {}

  /** Returns the name of a source that is given none. */
  public static String sourceName(String address) {
    return SourceIds.source(address);
  }

  /** Imports a document. Fails with a problem if the document cannot be read. */
  public Mono<Summary> run(PolledDocument document, byte[] content, @Nullable String contentType) {
    ImportParameters parameters =
        new ImportParameters(
            contentType,
            document.address(),
            Map.of(),
            false,
            document.source(),
            false,
            document.labels(),
            document.generation());
    return Mono.defer(
        () -> {
          Items items = new Items(document.known());
          return documents.run(
              Mono.just(content),
              order(document),
              parameters,
              items::isNew,
              results -> results.lines().collectList().map(items::summary));
        });
  }

  private static Importer.Order order(PolledDocument document) {
    String key =
        document.source() + " " + document.generation() + " " + document.at().toEpochMilli();
    Actor actor = new Actor(null, EnumSet.allOf(Right.class));
    return new Importer.Order(document.feed(), EDITOR, key, "POLL " + key, EVENT_SOURCE, actor);
  }

  /** The items of one document. Used by one thread at a time. */
  static final class Items {
    private final Set<String> known;
    private final Set<String> decided = new HashSet<>();
    private final Map<String, String> pending = new HashMap<>();
    private int found;
    private boolean embargoed;

    /**
     * @param known digests of the items of which no event is written
     */
    Items(Set<String> known) {
      this.known = known;
    }

    boolean isNew(SourceItem item) {
      found++;
      if (!(item instanceof SourceItem.WritableItem writable)) {
        embargoed |= ((SourceItem.InvalidItem) item).embargoEnds();
        return true;
      }
      String digest = digest(writable);
      if (known.contains(digest)) {
        decided.add(digest);
        return false;
      }
      pending.put(writable.guid(), digest);
      return true;
    }

    private static String digest(SourceItem.WritableItem item) {
      String said =
          item instanceof SourceItem.ValidItem valid
              ? SourceIds.digest(Json.write(StoredItem.Fields.published(valid)))
              : "deleted";
      return SourceIds.hash(item.guid() + "\n" + said).value();
    }

    Summary summary(List<ImportResult> lines) {
      Map<String, Integer> results = new HashMap<>();
      boolean stale = false;
      for (ImportResult line : lines) {
        if (line.status() == ImportResult.Status.READ) {
          continue;
        }
        results.merge(line.status().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        boolean undecided =
            line.eventId() == null
                || line.status() == ImportResult.Status.UNDECIDED
                || line.status() == ImportResult.Status.FAILED
                || (line.reason() != null && UNDECIDED.contains(line.reason()));
        stale |= STALE.equals(line.reason());
        String digest = line.id() == null || undecided ? null : pending.remove(line.id());
        if (digest != null) {
          decided.add(digest);
        }
      }
      boolean complete = !stale && pending.isEmpty();
      return new Summary(
          found, Map.copyOf(results), Set.copyOf(decided), complete, embargoed, stale);
    }
  }
}
