/**
 * Proves, from outside, that every subscriber was told everything, once, in order and not too
 * early, whatever it did and whatever was killed meanwhile.
 */
@NullMarked
package news.dateline.testbed.verify;

import org.jspecify.annotations.NullMarked;
