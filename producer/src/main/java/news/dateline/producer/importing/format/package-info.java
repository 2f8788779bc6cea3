/**
 * Reads the documents that publishers serve. Whatever the format, an entry has the members of a
 * JSON Feed item, so that one set of rules applies to all of them.
 */
@NullMarked
package news.dateline.producer.importing.format;

import org.jspecify.annotations.NullMarked;
