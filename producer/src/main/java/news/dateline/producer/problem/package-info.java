/** The problem documents (RFC 9457) of the editors' API. */
@NullMarked
package news.dateline.producer.problem;

import org.jspecify.annotations.NullMarked;
