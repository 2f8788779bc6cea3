/**
 * Loads documents of other systems by HTTP, with limits of time and size, and never from addresses
 * that are not public unless the settings allow them.
 */
@NullMarked
package news.dateline.producer.fetching;

import org.jspecify.annotations.NullMarked;
