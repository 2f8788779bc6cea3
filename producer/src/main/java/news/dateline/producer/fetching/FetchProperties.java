package news.dateline.producer.fetching;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the producer may load documents of other systems from.
 *
 * @param allowedNetworks addresses and networks that are not public and from which documents may be
 *     loaded all the same, such as 10.1.0.0/16
 * @param allowedPorts the ports of servers
 * @param timeout the longest time to load one document, with all redirects
 */
@ConfigurationProperties("dateline.fetch")
public record FetchProperties(
    @DefaultValue List<String> allowedNetworks,
    @DefaultValue({"80", "443"}) Set<Integer> allowedPorts,
    @DefaultValue("30s") Duration timeout) {}
