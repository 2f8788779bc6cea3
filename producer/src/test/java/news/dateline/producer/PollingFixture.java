package news.dateline.producer;

import java.time.Duration;
import news.dateline.producer.fetching.FeedServer;
import org.junit.jupiter.api.AfterEach;

/** A server of documents, and a second producer that a test starts to poll them. */
abstract class PollingFixture {
  static final Duration TIMEOUT = Duration.ofSeconds(60);

  final FeedServer server = new FeedServer();
  final ProducerFixture shared = ProducerFixture.shared();
  ProducerFixture producer;

  @AfterEach
  void close() {
    producer.application.close();
    server.close();
  }
}
