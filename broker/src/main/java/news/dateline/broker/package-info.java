/**
 * A Kafka broker inside this JVM that keeps its data on disk. {@code ./dateline run} uses it, and
 * tests use it if there is no container engine.
 */
@NullMarked
package news.dateline.broker;

import org.jspecify.annotations.NullMarked;
