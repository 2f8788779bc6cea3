@NullMarked
package news.dateline.testbed.verify.workload;

import org.jspecify.annotations.NullMarked;
