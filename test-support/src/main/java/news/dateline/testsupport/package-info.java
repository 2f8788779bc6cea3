/** The broker of every module's tests: decided here and nowhere else. */
@NullMarked
package news.dateline.testsupport;

import org.jspecify.annotations.NullMarked;
