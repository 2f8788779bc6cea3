package news.dateline.support.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Deadlines of connections. They hold for every HTTP port, also that of health and metrics.
 *
 * @param requestTimeout Time within which the first request of a connection must arrive with all
 *     its headers.
 * @param idleTimeout Time after an answer within which the next request of the connection must
 *     arrive.
 * @param bodyTimeout Time within which the whole body of a request must arrive.
 */
@ConfigurationProperties("dateline")
@Validated
public record HttpDeadlines(
    @DefaultValue("10s") @DurationMin(millis = 100) Duration requestTimeout,
    @DefaultValue("60s") @DurationMin(millis = 100) Duration idleTimeout,
    @DefaultValue("60s") @DurationMin(millis = 100) Duration bodyTimeout) {}
