package news.dateline.testbed.load;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import news.dateline.testbed.desk.Desk;

/** A feed of a Dateline, through the desk to the stream. */
public final class DatelineOutlet implements Outlet {
  /** What a frame has around a title and a lead. */
  private static final int FRAME = 260;

  private final Desk desk;
  private final URI stream;
  private final String prefix;
  private final String lead;

  /**
   * A feed and its stream.
   *
   * @param prefix begins the items' ids
   * @param size bytes of an event, about
   */
  public DatelineOutlet(Desk desk, URI stream, String prefix, int size) {
    this.desk = desk;
    this.stream = stream;
    this.prefix = prefix;
    this.lead = "x".repeat(Math.max(0, size - FRAME - 3 * prefix.length()));
  }

  @Override
  public URI stream() {
    return stream;
  }

  @Override
  public String marker() {
    return "\"id\":\"" + prefix;
  }

  @Override
  public CompletableFuture<Boolean> publish(int number) {
    String id = prefix + number;
    return desk.publishAtOnce(
        lead.isEmpty()
            ? Map.of("id", id, "title", id)
            : Map.of("id", id, "title", id, "lead", lead));
  }
}
