/**
 * Loads documents of other systems. Every connection is checked against the addresses to which the
 * producer may connect, because the address of a document, a DNS answer and a redirect are what
 * others say.
 */
@NullMarked
package news.dateline.producer.fetching;

import org.jspecify.annotations.NullMarked;
