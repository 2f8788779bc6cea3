package news.dateline.feedapi.delivery;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams behave.
 *
 * @param heartbeat silence before the position is sent again; keep it below the idle timeout of
 *     every proxy on the way
 * @param writeTimeout longest time a reader may take no byte before its connection is closed
 * @param shutdownDrain how long a stop takes where there are open streams: they end over the first
 *     four fifths of it
 * @param maxStreams open streams in all; 0: what the limit of open files leaves room for
 * @param maxStreamsPerAddress open streams from one address; 0: no limit, as many readers may share
 *     one
 * @param maxDistinctFilters different filters and sets of feeds that are followed at once
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose word is taken on where a
 *     request comes from
 */
@ConfigurationProperties("dateline.stream")
@Validated
public record StreamProperties(
    @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat,
    @DefaultValue("20s") @DurationMin(millis = 100) Duration writeTimeout,
    @DefaultValue("3s") @DurationMin(millis = 0) Duration shutdownDrain,
    @DefaultValue("0") @PositiveOrZero int maxStreams,
    @DefaultValue("0") @PositiveOrZero int maxStreamsPerAddress,
    @DefaultValue("500") @Min(1) int maxDistinctFilters,
    @DefaultValue List<String> trustedProxies) {}
