/** The reader's pages: what the templates are given, their texts, and the files beside them. */
@NullMarked
package news.dateline.feedapi.page;

import org.jspecify.annotations.NullMarked;
