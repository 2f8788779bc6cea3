@NullMarked
package news.dateline.support.kafka;

import org.jspecify.annotations.NullMarked;
