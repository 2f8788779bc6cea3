/** What goes wrong for a caller, told as RFC 9457 problem documents and in one place. */
@NullMarked
package news.dateline.producer.problem;

import org.jspecify.annotations.NullMarked;
