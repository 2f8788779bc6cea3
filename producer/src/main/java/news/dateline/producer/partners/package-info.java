/** Partners and their tokens: issued, listed, taken back. */
@NullMarked
package news.dateline.producer.partners;

import org.jspecify.annotations.NullMarked;
