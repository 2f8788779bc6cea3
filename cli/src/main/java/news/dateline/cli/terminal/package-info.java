/**
 * What every command does with the person in front of it: plain lines, and one line when it fails.
 */
@NullMarked
package news.dateline.cli.terminal;

import org.jspecify.annotations.NullMarked;
