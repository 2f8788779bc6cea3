/** The command that follows a feed's stream in the terminal. */
@NullMarked
package news.dateline.cli.stream;

import org.jspecify.annotations.NullMarked;
