/**
 * Compares, at the end of a run, what subscribers received and replicas show with what the editors
 * did.
 */
@NullMarked
package news.dateline.testbed.verify.check;

import org.jspecify.annotations.NullMarked;
