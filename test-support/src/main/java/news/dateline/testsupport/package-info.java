/** What the tests of several modules share. */
@NullMarked
package news.dateline.testsupport;

import org.jspecify.annotations.NullMarked;
