/**
 * The Java client of Dateline, on the JDK's {@code HttpClient} and Jackson: {@link
 * news.dateline.client.EditorClient} publishes, {@link news.dateline.client.FeedClient} reads
 * feeds, {@link news.dateline.client.FeedStream} follows one. Nothing else of Dateline is needed at
 * run time but the records of {@code dateline-events}.
 */
@NullMarked
package news.dateline.client;

import org.jspecify.annotations.NullMarked;
