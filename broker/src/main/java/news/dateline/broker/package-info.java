/**
 * A real Kafka broker inside this JVM, its data on disk: what a newcomer runs on, and what tests
 * use where there is no container engine.
 */
@NullMarked
package news.dateline.broker;

import org.jspecify.annotations.NullMarked;
