/** The command line: one program, a command for each way of looking at a Dateline from outside. */
@NullMarked
package news.dateline.testbed;

import org.jspecify.annotations.NullMarked;
