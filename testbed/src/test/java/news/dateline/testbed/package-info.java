@NullMarked
package news.dateline.testbed;

import org.jspecify.annotations.NullMarked;
