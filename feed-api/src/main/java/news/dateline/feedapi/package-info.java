/** The public API as an application. */
@NullMarked
package news.dateline.feedapi;

import org.jspecify.annotations.NullMarked;
