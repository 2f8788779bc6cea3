/**
 * The readers' view of an item, with the templates, texts and style sheets of all readers' pages.
 * feed-api serves them; the producer shows an editor with them what readers will see.
 */
@NullMarked
package news.dateline.pages;

import org.jspecify.annotations.NullMarked;
