/**
 * Reads what callers send, strictly: nothing is guessed, converted or passed over in silence, and
 * what does not fit is a problem that names the culprit.
 */
@NullMarked
package news.dateline.producer.request;

import org.jspecify.annotations.NullMarked;
