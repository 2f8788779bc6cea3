package news.dateline.client;

/**
 * One event of a stream, as the WHATWG HTML standard (9.2.6) dispatches it.
 *
 * @param type the event's name; {@code message} if the stream gives none
 * @param id the last id of the stream, given with this event or before; empty before the first
 * @param data UTF-8, without the last line feed; never compared by {@code equals}
 */
@SuppressWarnings("ArrayRecordComponent") // a caller that compares events compares the bytes itself
public record ServerSentEvent(String type, String id, byte[] data) {}
