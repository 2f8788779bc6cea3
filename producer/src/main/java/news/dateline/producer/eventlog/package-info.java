/**
 * The producer's end of the topics: appends editors' events, learns what became of them, and knows
 * which feeds there are.
 */
@NullMarked
package news.dateline.producer.eventlog;

import org.jspecify.annotations.NullMarked;
