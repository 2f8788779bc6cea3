/** What the verifier found wrong. */
@NullMarked
package news.dateline.testbed.verify.violation;

import org.jspecify.annotations.NullMarked;
