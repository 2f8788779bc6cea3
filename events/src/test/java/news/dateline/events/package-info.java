@NullMarked
package news.dateline.events;

import org.jspecify.annotations.NullMarked;
