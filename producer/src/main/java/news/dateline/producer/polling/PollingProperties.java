package news.dateline.producer.polling;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sources that are polled.
 *
 * @param imports the sources that producers poll, each with {@code url}, {@code feed} and, if
 *     wanted, {@code source} (its name; the address without scheme if there is none), {@code
 *     interval} (5 minutes; at least 1), {@code labels} (the labels of the feed, by the tags of the
 *     source that stand for them) and {@code authorization} (a header, sent to the origin of the
 *     url only). All producers must have the same
 */
@ConfigurationProperties("dateline")
record PollingProperties(@DefaultValue List<PolledSource> imports) {}
