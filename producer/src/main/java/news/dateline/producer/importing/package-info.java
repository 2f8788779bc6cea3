/**
 * Imports documents of other systems. Each item of a document becomes an event; the response has
 * one line per item with its outcome.
 */
@NullMarked
package news.dateline.producer.importing;

import org.jspecify.annotations.NullMarked;
