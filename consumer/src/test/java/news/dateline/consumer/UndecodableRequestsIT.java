package news.dateline.consumer;

import java.nio.file.Path;
import news.dateline.testsupport.TestBroker;
import news.dateline.testsupport.UndecodableRequestsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class UndecodableRequestsIT extends UndecodableRequestsContract {
  private static ConfigurableApplicationContext application;

  @BeforeAll
  static void start(@TempDir Path stateDir) {
    application =
        ConsumerApplication.application()
            .run(
                "--server.port=0",
                "--spring.kafka.bootstrap-servers=" + TestBroker.shared().bootstrapServers(),
                "--dateline.consumer.replication-factor=1",
                "--dateline.consumer.state-dir=" + stateDir);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Override
  protected int port() {
    return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }
}
