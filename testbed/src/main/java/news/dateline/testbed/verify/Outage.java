package news.dateline.testbed.verify;

/**
 * One part killed.
 *
 * @param command what killed it
 * @param at when, in milliseconds of the wall clock
 */
record Outage(String command, long at) {}
