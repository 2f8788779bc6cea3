/** What all answers have in common: validators, headers, and how an error is told. */
@NullMarked
package news.dateline.feedapi.http;

import org.jspecify.annotations.NullMarked;
