@NullMarked
package news.dateline.cli;

import org.jspecify.annotations.NullMarked;
