@NullMarked
package news.dateline.testbed.verify;

import org.jspecify.annotations.NullMarked;
