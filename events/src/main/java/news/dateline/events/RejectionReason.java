package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why the consumer rejected an event. */
public enum RejectionReason {
  /** The record cannot be read as an event, or its decision fails. */
  @JsonProperty("unreadable")
  UNREADABLE,
  /** The event id was used before, for another request. */
  @JsonProperty("id-reused")
  ID_REUSED,
  /** The feed does not exist. */
  @JsonProperty("no-feed")
  NO_FEED,
  /** The item does not exist. */
  @JsonProperty("no-item")
  NO_ITEM,
  /** The id of a new item belongs to an item with other content. */
  @JsonProperty("exists")
  EXISTS,
  /** The item has another version than the event names. The outcome has the present one. */
  @JsonProperty("version-conflict")
  VERSION_CONFLICT,
  /** A retracted item takes only a restoration. */
  @JsonProperty("retracted")
  RETRACTED,
  /** The time zone of a feed cannot change, because the days of its items depend on it. */
  @JsonProperty("time-zone-fixed")
  TIME_ZONE_FIXED,
  /** The feed does not have the label. */
  @JsonProperty("unknown-label")
  UNKNOWN_LABEL,
  /** {@code publishedAt} is more than five minutes after the timestamp of the record. */
  @JsonProperty("published-in-future")
  PUBLISHED_IN_FUTURE,
  /** The feed is closed and takes only corrections and retractions. */
  @JsonProperty("closed")
  CLOSED,
  /** The item is held. Before its release it can only be revised or withdrawn. */
  @JsonProperty("held")
  HELD,
  /** The item was withdrawn before its release. */
  @JsonProperty("withdrawn")
  WITHDRAWN,
  /** An item that has been public cannot be put under embargo. */
  @JsonProperty("already-public")
  ALREADY_PUBLIC,
  /** Only a retracted item can be restored. */
  @JsonProperty("not-retracted")
  NOT_RETRACTED,
  /** The end of breaking news is not within seven days after the record. */
  @JsonProperty("until-out-of-range")
  UNTIL_OUT_OF_RANGE,
  /** The item has {@link Item#MAX_CORRECTIONS} corrections. */
  @JsonProperty("too-many-corrections")
  TOO_MANY_CORRECTIONS,
  /** The author has no right to the event. The outcome names the right. */
  @JsonProperty("forbidden")
  FORBIDDEN,
  /** Only a submitted item can be released or returned. */
  @JsonProperty("not-submitted")
  NOT_SUBMITTED,
  /** An editor returned the item to its author. The final outcome of the events submitted. */
  @JsonProperty("returned")
  RETURNED,
  /** An editor wrote the item that an import would replace, or changed it since its import. */
  @JsonProperty("conflict")
  CONFLICT,
  /** Another producer has taken over the source of the import since the event was made. */
  @JsonProperty("stale-generation")
  STALE_GENERATION
}
