package news.dateline.support.boot;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of the host that this process runs on, in a container or pod the name of that. */
public final class HostName {
  private HostName() {}

  /** Returns the name of the host, or the other name if the host does not know its own address. */
  public static String or(String other) {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return other;
    }
  }
}
