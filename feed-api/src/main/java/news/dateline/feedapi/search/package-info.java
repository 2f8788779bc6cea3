/** The search for words in the items of a feed. */
@NullMarked
package news.dateline.feedapi.search;

import org.jspecify.annotations.NullMarked;
