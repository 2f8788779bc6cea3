/**
 * What identifies an item in its source: its id, its link, or its title and time as the first
 * builds derived them. Readers see other titles and times, whose rules may change. The rules here
 * never change: with another title or time, a document that is imported again would give a second
 * item.
 */
@NullMarked
package news.dateline.producer.importing.identity;

import org.jspecify.annotations.NullMarked;
