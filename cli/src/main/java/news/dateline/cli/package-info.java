/** The command line of Dateline. Each command uses the service over HTTP, as any client does. */
@NullMarked
package news.dateline.cli;

import org.jspecify.annotations.NullMarked;
