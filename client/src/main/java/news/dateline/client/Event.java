package news.dateline.client;

/**
 * One event as the standard dispatches it.
 *
 * @param type {@code message} where the stream names none
 * @param id the last id the stream gave, with this event or before; empty before the first
 * @param data UTF-8, without the last line feed
 */
@SuppressWarnings("ArrayRecordComponent") // compared where it is interned, not here
public record Event(String type, String id, byte[] data) {}
