/**
 * Publishes documents of other systems: every item of one becomes an event, and what became of each
 * is told line by line.
 */
@NullMarked
package news.dateline.producer.importing;

import org.jspecify.annotations.NullMarked;
