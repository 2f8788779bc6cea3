/**
 * What travels on Dateline's topics: editors' events, the public state they lead to, and their
 * outcomes. Every type refuses bad state, so a record that could be read is valid; readers tolerate
 * fields they do not know.
 */
@NullMarked
package news.dateline.events;

import org.jspecify.annotations.NullMarked;
