/** The way to a stream: what a request asks for, from where on, and who asks. */
@NullMarked
package news.dateline.feedapi.stream;

import org.jspecify.annotations.NullMarked;
