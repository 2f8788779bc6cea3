@NullMarked
package news.dateline.broker;

import org.jspecify.annotations.NullMarked;
