/**
 * Authenticates editors and checks their rights. The desk page is open; every other request needs a
 * token or a session of an author who has the right that the route requires.
 */
@NullMarked
package news.dateline.producer.security;

import org.jspecify.annotations.NullMarked;
