package news.dateline.producer;

import news.dateline.testsupport.UndecodableRequestsContract;
import org.junit.jupiter.api.Nested;

class UndecodableRequestsIT {
  @Nested
  class EditorsApi extends UndecodableRequestsContract {
    @Override
    protected int port() {
      return ProducerFixture.shared().port("local.server.port");
    }
  }

  @Nested
  class Management extends UndecodableRequestsContract {
    @Override
    protected int port() {
      return ProducerFixture.shared().port("local.management.port");
    }
  }
}
