/** The tokens partners authenticate with. */
@NullMarked
package news.dateline.support.token;

import org.jspecify.annotations.NullMarked;
