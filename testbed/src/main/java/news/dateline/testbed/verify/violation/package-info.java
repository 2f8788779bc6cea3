/** The violations that the verifier reports. */
@NullMarked
package news.dateline.testbed.verify.violation;

import org.jspecify.annotations.NullMarked;
