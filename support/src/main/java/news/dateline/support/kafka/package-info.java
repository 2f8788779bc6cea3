/** Readers and administration of Dateline's topics. Depends on the Kafka clients only. */
@NullMarked
package news.dateline.support.kafka;

import org.jspecify.annotations.NullMarked;
