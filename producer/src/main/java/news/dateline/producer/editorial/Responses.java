package news.dateline.producer.editorial;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.ItemId;
import news.dateline.events.Json;
import news.dateline.events.NewsEvent;
import news.dateline.events.Outcome;
import news.dateline.events.RejectionReason;
import news.dateline.events.Right;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Creates the HTTP response for the outcome of an event. */
final class Responses {
  private Responses() {}

  /** The body of a successful response. Members that do not apply are absent. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Success(
      EventId eventId,
      Outcome.@Nullable Status status,
      FeedId feed,
      @Nullable ItemId id,
      @Nullable String epoch,
      @Nullable Long seq,
      @Nullable Integer version,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> leftOut) {
    static Success undecided(EditorRequest request, NewsEvent event) {
      ItemId item = event instanceof NewsEvent.ItemEvent itemEvent ? itemEvent.id() : null;
      return new Success(
          request.eventId(), null, request.feed(), item, null, null, null, request.leftOut());
    }

    static Success decided(EditorRequest request, Outcome outcome) {
      return new Success(
          outcome.eventId(),
          outcome.status(),
          request.feed(),
          outcome.item(),
          outcome.epoch(),
          outcome.lastSeq(),
          outcome.version(),
          request.leftOut());
    }
  }

  /** Creates a 202 whose {@code Location} will have the outcome of the appended event. */
  static ResponseEntity<byte[]> undecided(EditorRequest request, NewsEvent event) {
    return builder(request, HttpStatus.ACCEPTED)
        .location(outcomePath(request))
        .body(Json.write(Success.undecided(request, event)));
  }

  /**
   * Creates the response for an outcome. Throws a {@link ProblemException} if the event was
   * rejected.
   */
  static ResponseEntity<byte[]> decided(EditorRequest request, NewsEvent event, Outcome outcome) {
    if (outcome.status() == Outcome.Status.REJECTED) {
      throw rejected(request, event, outcome);
    }
    return builder(request, event, outcome).body(Json.write(Success.decided(request, outcome)));
  }

  private static ResponseEntity.BodyBuilder builder(
      EditorRequest request, NewsEvent event, Outcome outcome) {
    if (outcome.status() == Outcome.Status.HELD) {
      return builder(request, HttpStatus.ACCEPTED).location(outcomePath(request));
    }
    return isCreated(event, outcome)
        ? builder(request, HttpStatus.CREATED)
            .location(URI.create(path(request.feed(), outcome.item())))
        : builder(request, HttpStatus.OK);
  }

  private static URI outcomePath(EditorRequest request) {
    return URI.create("/outcomes/" + request.eventId());
  }

  private static ResponseEntity.BodyBuilder builder(EditorRequest request, HttpStatus status) {
    ResponseEntity.BodyBuilder builder =
        ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    if (request.preferredWait() != null) {
      builder.header(
          RequestHeaders.PREFERENCE_APPLIED, "wait=" + request.preferredWait().toSeconds());
    }
    return builder;
  }

  private static boolean isCreated(NewsEvent event, Outcome outcome) {
    boolean opensFeed = outcome.firstSeq() != null && outcome.firstSeq() == 1;
    return outcome.status() == Outcome.Status.ACCEPTED
        && (opensFeed || event instanceof NewsEvent.ItemPublished);
  }

  private static ProblemException rejected(
      EditorRequest request, NewsEvent event, Outcome outcome) {
    RejectionReason reason =
        outcome.reason() == null ? RejectionReason.UNREADABLE : outcome.reason();
    ProblemException problem =
        new ProblemException(ProblemType.of(reason), detail(reason, event, outcome))
            .with("field", field(reason, event))
            .with("right", outcome.right() == null ? null : outcome.right().wireName());
    return outcome.item() == null
        ? problem
        : problem
            .with("item", path(request.feed(), outcome.item()))
            .with("version", outcome.version());
  }

  private static @Nullable String detail(RejectionReason reason, NewsEvent event, Outcome outcome) {
    return switch (reason) {
      case VERSION_CONFLICT ->
          String.format(Locale.ROOT, "the present version is \"%s\"", outcome.version());
      case RETRACTED -> "a retracted item can only be restored";
      case HELD -> "an item that is not public yet can only be updated, released or withdrawn";
      case FORBIDDEN -> outcome.right() == null ? null : missing(outcome.right());
      case CLOSED -> "a closed feed accepts only corrections and retractions";
      case UNTIL_OUT_OF_RANGE ->
          event instanceof NewsEvent.BreakingStarted
              ? "until must be in the future, at most seven days ahead"
              : "breaking news ends after the release of the item, at most seven days later";
      default -> null;
    };
  }

  private static String missing(Right right) {
    return right == Right.EDIT
        ? "without the right edit you may update items of your own, but retract no public one and"
            + " publish nothing as breaking news"
        : "the right " + right.wireName() + " is missing here";
  }

  /** The request's field that caused the rejection; null if no single field did. */
  private static @Nullable String field(RejectionReason reason, NewsEvent event) {
    String prefix = event instanceof NewsEvent.ItemCorrected ? "item." : "";
    return switch (reason) {
      case UNKNOWN_LABEL -> prefix + "label";
      case PUBLISHED_IN_FUTURE -> prefix + "publishedAt";
      case ALREADY_PUBLIC -> prefix + "embargoedUntil";
      case UNTIL_OUT_OF_RANGE -> fieldOfEnd(event);
      case TIME_ZONE_FIXED -> "timeZone";
      case VERSION_CONFLICT -> "If-Match";
      case NO_ITEM -> event instanceof NewsEvent.ItemPinned ? "item" : null;
      case ID_REUSED -> RequestHeaders.IDEMPOTENCY_KEY;
      default -> null;
    };
  }

  private static @Nullable String fieldOfEnd(NewsEvent event) {
    if (event instanceof NewsEvent.ItemPublished) {
      return "breaking.until";
    }
    return event instanceof NewsEvent.ItemUpdated ? "embargoedUntil" : "until";
  }

  private static String path(FeedId feed, @Nullable ItemId item) {
    return item == null ? "/feeds/" + feed : "/feeds/" + feed + "/items/" + item;
  }
}
