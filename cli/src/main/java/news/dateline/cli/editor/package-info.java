/** The newsroom side from outside: publishing an item or a whole document. */
@NullMarked
package news.dateline.cli.editor;

import org.jspecify.annotations.NullMarked;
