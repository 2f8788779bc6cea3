package news.dateline.producer;

import news.dateline.testsupport.ConsumerContract;
import news.dateline.testsupport.TestBroker;
import org.junit.jupiter.api.Tag;

/** The stub that the producer is tested with writes what the consumer writes. */
@Tag("docker")
class StubConsumerIT extends ConsumerContract {
  @Override
  protected String kafka() {
    ProducerFixture.shared();
    return TestBroker.shared().bootstrapServers();
  }
}
