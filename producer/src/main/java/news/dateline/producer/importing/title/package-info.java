/** Derives titles from texts, and knows nothing of the items that get them. */
@NullMarked
package news.dateline.producer.importing.title;

import org.jspecify.annotations.NullMarked;
