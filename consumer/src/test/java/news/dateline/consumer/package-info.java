@NullMarked
package news.dateline.consumer;

import org.jspecify.annotations.NullMarked;
