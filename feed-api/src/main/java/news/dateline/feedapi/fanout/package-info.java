/**
 * Carries changes to whoever follows: every subscriber is a position in the numbered log, and what
 * comes next is encoded once for all who are told the same.
 */
@NullMarked
package news.dateline.feedapi.delivery;

import org.jspecify.annotations.NullMarked;
