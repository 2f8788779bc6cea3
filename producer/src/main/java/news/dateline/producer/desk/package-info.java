/** The web page on which editors work. It uses only the public editors' API. */
@NullMarked
package news.dateline.producer.desk;

import org.jspecify.annotations.NullMarked;
