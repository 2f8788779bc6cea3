/**
 * Polls the sources that the settings name. The producers of an installation share them: each polls
 * the sources whose records are in the partitions of {@code import-sources} that it was assigned.
 */
@NullMarked
package news.dateline.producer.polling;

import org.jspecify.annotations.NullMarked;
