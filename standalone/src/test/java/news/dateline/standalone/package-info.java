/** Dateline as its users have it: a process of its own, killed and started again. */
@NullMarked
package news.dateline.standalone;

import org.jspecify.annotations.NullMarked;
