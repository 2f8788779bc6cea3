package news.dateline.testsupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Records the messages and stack traces that this JVM logs, at the level of a service that runs.
 * Thread-safe.
 */
public final class RecordedLog implements AutoCloseable {
  private final Queue<String> entries = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final @Nullable Level before = root.getLevel();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          entries.add(event.getFormattedMessage());
          if (event.getThrowableProxy() != null) {
            entries.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
        }
      };

  private RecordedLog() {}

  /** Begins to record. */
  public static RecordedLog start() {
    RecordedLog log = new RecordedLog();
    log.appender.start();
    log.root.addAppender(log.appender);
    log.root.setLevel(Level.INFO);
    return log;
  }

  /** Returns what was logged so far. */
  public String text() {
    return String.join("\n", entries);
  }

  @Override
  public void close() {
    root.setLevel(before);
    root.detachAppender(appender);
  }
}
