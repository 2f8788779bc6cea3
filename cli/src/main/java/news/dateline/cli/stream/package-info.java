/** A feed's stream from outside: followed through drops, shown line by line. */
@NullMarked
package news.dateline.cli.stream;

import org.jspecify.annotations.NullMarked;
