package news.dateline.standalone;

import java.net.URI;
import news.dateline.testsupport.UndecodableRequestsContract;

/** The management port of {@code ./dateline run}, which belongs to no service. */
class UndecodableRequestsIT extends UndecodableRequestsContract {
  @Override
  protected int port() {
    return URI.create(DatelineProcess.shared().printed("health")).getPort();
  }
}
