/** The broker of every module's tests: decided here and nowhere else. */
@NullMarked
package news.dateline.broker;

import org.jspecify.annotations.NullMarked;
