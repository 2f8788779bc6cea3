/** Issues, lists and revokes the tokens of partners. */
@NullMarked
package news.dateline.producer.partners;

import org.jspecify.annotations.NullMarked;
