/**
 * The rules of a feed as pure functions: no clock, no randomness, no Kafka, no Spring. A replay of
 * the same log yields the same decisions.
 */
@NullMarked
package news.dateline.consumer.rules;

import org.jspecify.annotations.NullMarked;
