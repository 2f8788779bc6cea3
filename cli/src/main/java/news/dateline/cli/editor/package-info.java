/** The commands of editors: change items, import documents, manage partners and tokens. */
@NullMarked
package news.dateline.cli.editor;

import org.jspecify.annotations.NullMarked;
