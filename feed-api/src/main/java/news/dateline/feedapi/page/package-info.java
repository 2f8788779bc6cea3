/** The readers' pages: models of the templates, texts in each language, and static files. */
@NullMarked
package news.dateline.feedapi.page;

import org.jspecify.annotations.NullMarked;
