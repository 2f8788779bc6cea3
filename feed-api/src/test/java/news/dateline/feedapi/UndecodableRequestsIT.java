package news.dateline.feedapi;

import news.dateline.testsupport.UndecodableRequestsContract;
import org.junit.jupiter.api.Nested;

class UndecodableRequestsIT {
  @Nested
  class PublicApi extends UndecodableRequestsContract {
    @Override
    protected int port() {
      return FeedApiInstance.shared().port();
    }
  }

  @Nested
  class Management extends UndecodableRequestsContract {
    @Override
    protected int port() {
      return FeedApiInstance.shared().managementPort();
    }
  }
}
