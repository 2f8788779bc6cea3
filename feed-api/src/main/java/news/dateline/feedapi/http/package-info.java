/** What the answers of all routes share: parameters, validators, cache headers and problems. */
@NullMarked
package news.dateline.feedapi.http;

import org.jspecify.annotations.NullMarked;
