/**
 * The feed's rules as one pure function: no clock, no randomness, no Kafka, no Spring. The same log
 * decides the same, always.
 */
@NullMarked
package news.dateline.consumer.rules;

import org.jspecify.annotations.NullMarked;
