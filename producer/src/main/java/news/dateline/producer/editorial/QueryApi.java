package news.dateline.producer.editorial;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import news.dateline.events.EventId;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.Json;
import news.dateline.events.Outcome;
import news.dateline.events.PublicFeed;
import news.dateline.events.Right;
import news.dateline.producer.eventlog.Feeds;
import news.dateline.producer.eventlog.Outcomes;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;
import news.dateline.producer.request.RequestHeaders;
import news.dateline.producer.request.RequestPath;
import news.dateline.producer.security.EditorAuthentication;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Queries on feeds and on the outcomes of events. */
@RestController
final class QueryApi {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Feeds feeds;
  private final Outcomes outcomes;
  private final SiteProperties site;

  QueryApi(Feeds feeds, Outcomes outcomes, SiteProperties site) {
    this.feeds = feeds;
    this.outcomes = outcomes;
    this.site = site;
  }

  record FeedList(List<Feed> feeds) {
    /**
     * A feed.
     *
     * @param page the address of its page; null if it is not known
     */
    record Feed(
        FeedId feed,
        @JsonUnwrapped FeedSettings profile,
        PublicFeed.Status status,
        @Nullable String page) {}
  }

  @GetMapping("/feeds")
  ResponseEntity<byte[]> feeds(EditorAuthentication author) {
    List<FeedList.Feed> all =
        feeds.all().stream()
            .filter(feed -> author.profile().covers(feed.feed()))
            .map(
                feed ->
                    new FeedList.Feed(
                        feed.feed(), feed.profile(), feed.status(), site.page(feed.feed())))
            .toList();
    return ok(null).body(Json.write(new FeedList(all)));
  }

  @GetMapping("/outcomes/{eventId}")
  Mono<ResponseEntity<byte[]>> outcome(
      @PathVariable String eventId,
      @RequestHeader HttpHeaders headers,
      EditorAuthentication author) {
    EventId event = RequestPath.id(eventId, EventId::new);
    Duration wait = RequestHeaders.preferredWait(headers);
    return outcomes
        .await(event, wait == null ? Duration.ZERO : wait)
        .doOnNext(outcome -> requireCovered(outcome, author))
        .map(outcome -> ok(wait).body(Json.write(outcome)))
        .switchIfEmpty(Mono.error(() -> noOutcome(event)));
  }

  private static void requireCovered(Outcome outcome, EditorAuthentication author) {
    if (outcome.feed() != null && !author.profile().covers(outcome.feed())) {
      throw ProblemException.forbidden(Right.SUBMIT);
    }
  }

  private static ProblemException noOutcome(EventId event) {
    return new ProblemException(
            ProblemType.NO_OUTCOME, "the event is not decided yet, was never sent, or is too old")
        .with("eventId", event)
        .retryAfter(RETRY_AFTER);
  }

  private static ResponseEntity.BodyBuilder ok(@Nullable Duration wait) {
    ResponseEntity.BodyBuilder response =
        ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
    return wait == null
        ? response
        : response.header(RequestHeaders.PREFERENCE_APPLIED, "wait=" + wait.toSeconds());
  }
}
