/** The application around the feed builder: its life, its settings, its health. */
@NullMarked
package news.dateline.consumer;

import org.jspecify.annotations.NullMarked;
