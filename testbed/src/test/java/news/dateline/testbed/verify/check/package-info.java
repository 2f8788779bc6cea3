@NullMarked
package news.dateline.testbed.verify.check;

import org.jspecify.annotations.NullMarked;
