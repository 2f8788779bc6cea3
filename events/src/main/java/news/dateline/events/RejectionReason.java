package news.dateline.events;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an event changed nothing although it asked to. */
public enum RejectionReason {
  /** The record cannot be read as an event. */
  @JsonProperty("unreadable")
  UNREADABLE,
  /** The event id was used before, for another request. */
  @JsonProperty("id-reused")
  ID_REUSED,
  /** No such feed. */
  @JsonProperty("no-feed")
  NO_FEED,
  /** No such item. */
  @JsonProperty("no-item")
  NO_ITEM,
  /** A new item under an id that has other content already. */
  @JsonProperty("exists")
  EXISTS,
  /** The item has another version than the editor saw; the outcome names it. */
  @JsonProperty("version-conflict")
  VERSION_CONFLICT,
  /** A retracted item takes only a restoration. */
  @JsonProperty("retracted")
  RETRACTED,
  /** The feed's time zone cannot change: it decided the day of every item. */
  @JsonProperty("time-zone-fixed")
  TIME_ZONE_FIXED,
  /** Neither a label every feed knows nor one of this feed's own. */
  @JsonProperty("unknown-label")
  UNKNOWN_LABEL,
  /** More than five minutes ahead of the record's time. */
  @JsonProperty("published-in-future")
  PUBLISHED_IN_FUTURE,
  /** The feed is closed: it takes corrections and retractions only. */
  @JsonProperty("closed")
  CLOSED,
  /** The item is held: until its embargo ends it can only be revised or withdrawn. */
  @JsonProperty("held")
  HELD,
  /** The item was withdrawn before its embargo ended; nobody saw it. */
  @JsonProperty("withdrawn")
  WITHDRAWN,
  /** An item that readers have seen cannot be embargoed. */
  @JsonProperty("already-public")
  ALREADY_PUBLIC,
  /** Only a retracted item can be restored. */
  @JsonProperty("not-retracted")
  NOT_RETRACTED,
  /** The end of breaking news is not within seven days after the record. */
  @JsonProperty("until-out-of-range")
  UNTIL_OUT_OF_RANGE,
  /** The item has as many corrections as an item can have. */
  @JsonProperty("too-many-corrections")
  TOO_MANY_CORRECTIONS
}
