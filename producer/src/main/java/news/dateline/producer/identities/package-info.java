/** Issues, lists and revokes the tokens of identities, the authors of events. */
@NullMarked
package news.dateline.producer.identities;

import org.jspecify.annotations.NullMarked;
