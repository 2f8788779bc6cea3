/** The newsroom side from outside: publishing an item or a whole document. */
@NullMarked
package news.dateline.testbed.desk;

import org.jspecify.annotations.NullMarked;
