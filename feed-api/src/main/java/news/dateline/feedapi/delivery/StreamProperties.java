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
 * @param stall longest time a reader may take no byte before its connection is closed
 * @param drain how long a stop takes where there are open streams: they end over the first four
 *     fifths of it
 * @param limit open streams in all; 0: what the limit of open files leaves room for
 * @param limitPerAddress open streams from one address; 0: no limit, as many readers may share one
 * @param selections different filters and sets of feeds that are followed at once
 * @param trustedProxies addresses or networks ({@code 10.0.0.0/8}) whose word is taken on where a
 *     request comes from
 */
@ConfigurationProperties("dateline.stream")
@Validated
public record StreamProperties(
    @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat,
    @DefaultValue("20s") @DurationMin(millis = 100) Duration stall,
    @DefaultValue("3s") @DurationMin(millis = 0) Duration drain,
    @DefaultValue("0") @PositiveOrZero int limit,
    @DefaultValue("0") @PositiveOrZero int limitPerAddress,
    @DefaultValue("500") @Min(1) int selections,
    @DefaultValue List<String> trustedProxies) {}
