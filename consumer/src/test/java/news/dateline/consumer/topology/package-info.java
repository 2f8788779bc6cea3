@NullMarked
package news.dateline.consumer.topology;

import org.jspecify.annotations.NullMarked;
