package news.dateline.consumer;

import java.nio.file.Path;
import news.dateline.testsupport.ConsumerContract;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class ConsumerContractIT extends ConsumerContract {
  private static RunningConsumer consumer;

  @BeforeAll
  static void start(@TempDir Path state) {
    consumer = RunningConsumer.start(TestBroker.shared().bootstrapServers(), state).ready();
  }

  @AfterAll
  static void stop() {
    consumer.close();
  }

  @Override
  protected String kafka() {
    return TestBroker.shared().bootstrapServers();
  }
}
