/** The rules for text that comes from outside: HTML of bodies, plain text and web addresses. */
@NullMarked
package news.dateline.producer.text;

import org.jspecify.annotations.NullMarked;
