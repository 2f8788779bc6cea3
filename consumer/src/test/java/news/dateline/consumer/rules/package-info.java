@NullMarked
package news.dateline.consumer.rules;

import org.jspecify.annotations.NullMarked;
