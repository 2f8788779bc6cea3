/**
 * Authentication: everyone may load the desk page; every other request needs a token with the right
 * to it.
 */
@NullMarked
package news.dateline.producer.security;

import org.jspecify.annotations.NullMarked;
