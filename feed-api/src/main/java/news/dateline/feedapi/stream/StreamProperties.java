package news.dateline.feedapi.stream;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams behave.
 *
 * @param heartbeat silence before the cursor is sent again; keep it below the idle timeout of every
 *     proxy on the way
 */
@ConfigurationProperties("dateline.stream")
@Validated
public record StreamProperties(
    @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat) {}
