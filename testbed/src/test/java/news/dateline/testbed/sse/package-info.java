@NullMarked
package news.dateline.testbed.sse;

import org.jspecify.annotations.NullMarked;
