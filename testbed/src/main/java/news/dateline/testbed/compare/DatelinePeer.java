package news.dateline.testbed.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.events.FeedId;
import news.dateline.testbed.desk.Desk;
import news.dateline.testbed.load.DatelineOutlet;

/** Dateline itself: feed-api as a process of its own, all the rest in another. */
final class DatelinePeer implements Peer {
  private static final FeedId FEED = new FeedId("compare");

  private final Path launcher;
  private final int port;
  private final int size;
  private final PrintWriter notices;

  /**
   * Dateline, not started.
   *
   * @param port the first of five
   * @param size bytes of an event, about
   */
  DatelinePeer(Path launcher, int port, int size, PrintWriter notices) {
    this.launcher = launcher;
    this.port = port;
    this.size = size;
    this.notices = notices;
  }

  @Override
  public String name() {
    return "dateline";
  }

  @Override
  public String version() {
    return "this working copy, feed-api as its own process";
  }

  @Override
  public Started start(Path directory) {
    Path data = directory.resolve("dateline");
    Part pipeline =
        run(
            data,
            "--only broker,consumer,producer --desk-port %d --kafka-port %d --management-port %d"
                .formatted(port + 1, port + 2, port + 3));
    Part server =
        run(
            data.resolve("feed-api"),
            "--only feed-api --feed-port %d --kafka 127.0.0.1:%d --management-port %d"
                .formatted(port, port + 2, port + 4));
    Desk desk = new Desk(local(port + 1), FEED, token(data), notices);
    desk.open(Map.of("title", "Compared"));
    URI stream = local(port).resolve("/feeds/" + FEED + "/stream");
    return new Started(
        new DatelineOutlet(List.of(new DatelineOutlet.Feed(desk, stream)), "load-", size),
        List.of(server),
        List.of(pipeline));
  }

  private Part run(Path data, String flags) {
    List<String> command = new ArrayList<>(List.of(launcher.toString(), "run"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of(flags.split(" ", -1)));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Part part = Part.start(command, log);
    return part.await(() -> part.said().contains("Dateline is ready"));
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private static String token(Path data) {
    try {
      return Files.readString(data.resolve("editor-token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
