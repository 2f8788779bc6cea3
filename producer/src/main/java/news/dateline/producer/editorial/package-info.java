/**
 * What editors can do over HTTP: each call becomes at most one event, and its outcome the answer.
 */
@NullMarked
package news.dateline.producer.editorial;

import org.jspecify.annotations.NullMarked;
