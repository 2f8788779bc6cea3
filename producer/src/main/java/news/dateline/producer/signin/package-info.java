/** Signs editors in to the desk: one-time codes, and the sessions that they open. */
@NullMarked
package news.dateline.producer.signin;

import org.jspecify.annotations.NullMarked;
