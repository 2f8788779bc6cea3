/** The commands of editors: publish an item, import a document, manage partners. */
@NullMarked
package news.dateline.cli.editor;

import org.jspecify.annotations.NullMarked;
