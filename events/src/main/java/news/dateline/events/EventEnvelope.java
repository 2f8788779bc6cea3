package news.dateline.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code news-events}: a CloudEvents 1.0 event in the binary mode of the Kafka protocol
 * binding. The attributes are {@code ce_} headers, the data is the JSON value, the id of the feed
 * is the key.
 *
 * @param id {@code ce_id}, the same for every retry of a request
 * @param source {@code ce_source}, the editor or importer as a URI reference
 * @param time {@code ce_time} by the producer's clock, when it appended the event. The time of the
 *     rules is at most 30 s later, however far ahead the broker's clock is
 * @param digest {@code ce_digest}, an extension that identifies the content of the request
 * @param actor {@code ce_actor} and {@code ce_rights}, extensions that name the author and its
 *     rights
 */
public record EventEnvelope(
    EventId id,
    FeedId feed,
    String source,
    Instant time,
    String digest,
    NewsEvent data,
    Actor actor) {
  private static final String SPEC_VERSION = "1.0";
  private static final String ACTOR = "ce_actor";
  private static final String RIGHTS = "ce_rights";
  private static final String TIME = "ce_time";

  /**
   * {@code ce_ruleslevel}, an extension: the level of the rules that the event is to be decided by.
   * Events from before it have none. A consumer sets aside what is of another level.
   */
  private static final String RULES_LEVEL = "ce_ruleslevel";

  /**
   * From level 1 on, {@code ce_time} limits the time of the rules. From level 2 on, the query of a
   * link tells stories apart. From level 3 on, only the last digest of what its source wrote is
   * kept of an imported item. From level 4 on, an item of a source that has a link is found by its
   * title at this link.
   */
  private static final String CURRENT_RULES_LEVEL = "4";

  /** Creates an event without an author, such as a timer event. The rules grant it all rights. */
  public static EventEnvelope withoutActor(
      EventId id, FeedId feed, String source, Instant time, String digest, NewsEvent data) {
    return new EventEnvelope(id, feed, source, time, digest, data, Actor.UNKNOWN);
  }

  /** Returns the same event with other data. */
  public EventEnvelope withData(NewsEvent other) {
    return new EventEnvelope(id, feed, source, time, digest, other, actor);
  }

  public byte[] key() {
    return feed.value().getBytes(UTF_8);
  }

  public byte[] value() {
    return Json.write(data);
  }

  /** Returns the headers: CloudEvents Kafka protocol binding 1.0, section 3.2. */
  public Headers headers() {
    Headers headers = new RecordHeaders();
    headers
        .add("ce_specversion", SPEC_VERSION.getBytes(UTF_8))
        .add("ce_id", id.value().getBytes(UTF_8))
        .add("ce_type", EventType.of(data).wireName().getBytes(UTF_8))
        .add("ce_source", source.getBytes(UTF_8))
        .add(TIME, time.toString().getBytes(UTF_8))
        .add("ce_digest", digest.getBytes(UTF_8))
        .add(RULES_LEVEL, CURRENT_RULES_LEVEL.getBytes(UTF_8))
        .add("content-type", "application/json".getBytes(UTF_8));
    if (actor.id() != null) {
      headers.add(ACTOR, actor.id().value().getBytes(UTF_8));
    }
    if (actor.rights() != null) {
      headers.add(RIGHTS, Right.format(actor.rights()).getBytes(UTF_8));
    }
    return headers;
  }

  /**
   * Reads a record.
   *
   * @throws UnreadableRecordException if the record is no event of a known type
   */
  public static EventEnvelope read(
      byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    if (key == null) {
      throw new UnreadableRecordException("no key");
    }
    try {
      if (!SPEC_VERSION.equals(required(headers, "ce_specversion"))) {
        throw new UnreadableRecordException("ce_specversion is not " + SPEC_VERSION);
      }
      rulesLevelOf(headers);
      EventType type =
          EventType.named(required(headers, "ce_type"))
              .orElseThrow(() -> new UnreadableRecordException("ce_type is unknown"));
      return new EventEnvelope(
          new EventId(required(headers, "ce_id")),
          new FeedId(new String(key, UTF_8)),
          required(headers, "ce_source"),
          Instant.parse(required(headers, TIME)),
          required(headers, "ce_digest"),
          Json.readRecord(value, type.dataType()),
          actor(headers));
    } catch (InvalidFieldException | DateTimeException e) {
      throw new UnreadableRecordException(e);
    }
  }

  /** Returns the id of an event, even if the rest of the record is unreadable. */
  public static Optional<EventId> idOf(Headers headers) {
    try {
      return Optional.of(new EventId(required(headers, "ce_id")));
    } catch (InvalidFieldException | UnreadableRecordException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the level of the rules that the event is to be decided by; 0 for an event without one.
   *
   * @throws UnreadableRecordException if this build does not know the level
   */
  public static int rulesLevelOf(Headers headers) {
    return optional(headers, RULES_LEVEL).map(EventEnvelope::rulesLevel).orElse(0);
  }

  private static int rulesLevel(String level) {
    return switch (level) {
      case "1", "2", "3", CURRENT_RULES_LEVEL -> Integer.parseInt(level);
      default ->
          throw new UnreadableRecordException(
              "this build knows the levels 1 to " + CURRENT_RULES_LEVEL + " of " + RULES_LEVEL);
    };
  }

  /**
   * Returns {@code ce_time} if it limits the time of the rules: empty for an event without a level
   * of rules, and if the time cannot be read.
   */
  public static Optional<Instant> limitingTimeOf(Headers headers) {
    try {
      return optional(headers, RULES_LEVEL)
          .flatMap(level -> optional(headers, TIME))
          .map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Actor actor(Headers headers) {
    return new Actor(
        optional(headers, ACTOR).map(IdentityId::new).orElse(null),
        optional(headers, RIGHTS).map(Right::parse).orElse(null));
  }

  private static String required(Headers headers, String name) {
    return optional(headers, name)
        .orElseThrow(() -> new UnreadableRecordException(name + " is missing"));
  }

  private static Optional<String> optional(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }
}
