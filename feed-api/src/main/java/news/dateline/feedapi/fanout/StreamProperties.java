package news.dateline.feedapi.fanout;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import news.dateline.support.web.TrustedProxies.ForwardedHeader;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the streams.
 *
 * @param heartbeat Interval between heartbeats on an idle stream. Keep it at 15 s or less, because
 *     clients reconnect after 45 s of silence. It must also be below every proxy's idle timeout.
 * @param writeTimeout Time after which a connection is closed if its client takes no byte.
 * @param shutdownWait Time from the beginning of a shutdown, when readiness turns 503, for which
 *     the replica continues to accept and serve. Behind a balancer set the time that the balancer
 *     needs to notice, 5 to 10 s.
 * @param shutdownDrain Time that a shutdown takes after the wait while streams are open. They end
 *     spread over the first four fifths of it. With several replicas set 30 s.
 * @param maxStreamAge Age at which a stream ends, so that its client resumes, perhaps on a replica
 *     that has started since. Each stream gets an age of its own between three quarters of this
 *     time and all of it. A stream that lags ends after it has caught up. No stream ends while the
 *     replica is overloaded. 0: never. Set 1 h with several replicas.
 * @param maxStreams Open streams in total. 0: as many as the limit of open files allows.
 * @param maxStreamsPerAddress Open streams from one address; an IPv6 address counts with its whole
 *     /64 network. 0: unlimited, because many readers may share an address.
 * @param maxDistinctFilters Different filters and sets of feeds that are followed at the same time.
 * @param trustedProxies Addresses or networks, such as {@code 10.0.0.0/8}, of the proxies that
 *     report the address of a client.
 * @param forwardedHeader The one header that names the client: {@code x-forwarded-for} or {@code
 *     forwarded}. A proxy must set it itself, whatever the client sends. The other is ignored.
 */
@ConfigurationProperties("dateline.stream")
@Validated
public record StreamProperties(
    @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat,
    @DefaultValue("20s") @DurationMin(millis = 100) Duration writeTimeout,
    @DefaultValue("0s") @DurationMin(millis = 0) Duration shutdownWait,
    @DefaultValue("3s") @DurationMin(millis = 0) Duration shutdownDrain,
    @DefaultValue("0s") @DurationMin(millis = 0) Duration maxStreamAge,
    @DefaultValue("0") @PositiveOrZero int maxStreams,
    @DefaultValue("0") @PositiveOrZero int maxStreamsPerAddress,
    @DefaultValue("500") @Min(1) int maxDistinctFilters,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("x-forwarded-for") ForwardedHeader forwardedHeader) {}
