/** The producer: turns editors' requests into events, and the events' outcomes into responses. */
@NullMarked
package news.dateline.producer;

import org.jspecify.annotations.NullMarked;
