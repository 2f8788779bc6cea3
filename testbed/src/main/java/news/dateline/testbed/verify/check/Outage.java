package news.dateline.testbed.verify.check;

/**
 * One part killed.
 *
 * @param command what killed it
 * @param at when, in milliseconds of the wall clock
 */
public record Outage(String command, long at) {}
