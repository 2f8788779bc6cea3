/**
 * The producer's access to Kafka: appends events, reads their outcomes, and reads the state of
 * feeds, items and partners.
 */
@NullMarked
package news.dateline.producer.eventlog;

import org.jspecify.annotations.NullMarked;
