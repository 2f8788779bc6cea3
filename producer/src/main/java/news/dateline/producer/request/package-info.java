/**
 * Parses requests strictly: no value is guessed, converted or ignored. A malformed or invalid value
 * is a problem document that names the field.
 */
@NullMarked
package news.dateline.producer.request;

import org.jspecify.annotations.NullMarked;
