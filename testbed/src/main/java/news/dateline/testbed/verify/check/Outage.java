package news.dateline.testbed.verify.check;

/**
 * One killed process.
 *
 * @param command the command that killed it
 * @param at when, in epoch milliseconds
 */
public record Outage(String command, long at) {}
