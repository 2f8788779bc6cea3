/** Measures what one change costs on its way to those who follow. */
@NullMarked
package news.dateline.feedapi.delivery;

import org.jspecify.annotations.NullMarked;
