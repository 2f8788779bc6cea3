/**
 * The verifier: proves from outside that every subscriber received everything once, in order and
 * not too early, whatever it did and whatever was killed meanwhile.
 */
@NullMarked
package news.dateline.testbed.verify;

import org.jspecify.annotations.NullMarked;
