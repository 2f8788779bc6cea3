/** Authentication: everyone may load the desk page; every other request needs the editor token. */
@NullMarked
package news.dateline.producer.security;

import org.jspecify.annotations.NullMarked;
