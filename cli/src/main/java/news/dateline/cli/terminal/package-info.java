/**
 * The terminal side of every command: types of flags, plain one-line output, failures, exit codes.
 */
@NullMarked
package news.dateline.cli.terminal;

import org.jspecify.annotations.NullMarked;
