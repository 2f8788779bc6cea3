/** The page editors work on, a client of the editors' API like any other. */
@NullMarked
package news.dateline.producer.desk;

import org.jspecify.annotations.NullMarked;
