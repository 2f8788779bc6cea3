/**
 * The readers' view of an item, with the templates, texts and style sheets of all readers' pages.
 * feed-api serves them; the producer shows an editor with them what readers will see. Both take the
 * same spellings for one tag.
 */
@NullMarked
package news.dateline.pages;

import org.jspecify.annotations.NullMarked;
