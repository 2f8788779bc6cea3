package news.dateline.testbed.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.client.EditorClient;
import news.dateline.client.RetryPolicy;
import news.dateline.events.FeedId;
import news.dateline.testbed.load.DatelineTarget;

/**
 * Dateline itself: feed-api as a process of its own, all the rest in another. Or feed-api alone:
 * what is published is written to Kafka by a program that stands in for the rest.
 */
final class DatelineContender implements Contender {
  static final String WHOLE = "dateline";
  static final String ALONE = "feed-api";

  private final String name;
  private final RunConfig setting;

  /**
   * Dateline, not started.
   *
   * @param name {@link #WHOLE} or {@link #ALONE}
   */
  DatelineContender(String name, RunConfig setting) {
    this.name = name;
    this.setting = setting;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    if (!isAlone()) {
      return "this working copy, feed-api as its own process";
    }
    if (!Files.exists(benchmarks())) {
      throw CommandFailedException.unreachable("build it: ./mvnw -DskipTests package");
    }
    return "its feed-api alone: a desk that stands in writes straight to Kafka's feed-state";
  }

  private Path benchmarks() {
    return setting.home().resolve("testbed/benchmarks/target/dateline-benchmarks.jar");
  }

  private boolean isAlone() {
    return name.equals(ALONE);
  }

  @Override
  public Started start(Path directory) {
    List<ManagedProcess> parts = new ArrayList<>();
    try {
      return start(directory.resolve("dateline"), parts);
    } catch (RuntimeException e) {
      parts.forEach(ManagedProcess::close);
      throw e;
    }
  }

  private Started start(Path data, List<ManagedProcess> parts) {
    int port = setting.port();
    parts.add(
        run(
            data,
            "--only broker,consumer%s --desk-port %d --kafka-port %d --management-port %d"
                .formatted(isAlone() ? "" : ",producer", port + 1, port + 2, port + 3)));
    if (isAlone()) {
      parts.add(standInDesk(data.resolveSibling("desk.log")));
    }
    List<ManagedProcess> pipeline = List.copyOf(parts);
    ManagedProcess server =
        run(
            data.resolve("feed-api"),
            "--only feed-api --feed-port %d --kafka 127.0.0.1:%d --management-port %d"
                .formatted(port, port + 2, port + 4));
    parts.add(server);
    List<DatelineTarget.Feed> feeds = new ArrayList<>();
    EditorClient client =
        new EditorClient(
            local(port + 1), token(data), RetryPolicy.DEFAULT, setting.notices()::println);
    for (int i = 0; i < setting.feeds(); i++) {
      FeedId feed = new FeedId("compare-" + i);
      client.openFeed(feed, Map.of("title", "Compared"));
      feeds.add(new DatelineTarget.Feed(feed, local(port).resolve("/feeds/" + feed + "/stream")));
    }
    return new Started(
        new DatelineTarget(client, feeds, "load-", setting.size()), List.of(server), pipeline);
  }

  private ManagedProcess standInDesk(Path log) {
    int port = setting.port();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", benchmarks().toString()));
    command.add("news.dateline.benchmarks.StubEditorApi");
    command.addAll(List.of("127.0.0.1:" + (port + 2), Integer.toString(port + 1)));
    return ManagedProcess.start(command, log).awaitPort(port + 1);
  }

  private ManagedProcess run(Path data, String flags) {
    List<String> command =
        new ArrayList<>(List.of(setting.home().resolve("dateline").toString(), "run"));
    command.addAll(List.of("--data", data.toString()));
    command.addAll(List.of(flags.split(" ", -1)));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ManagedProcess part = ManagedProcess.start(command, log);
    return part.await(() -> part.said().contains("Dateline is ready"));
  }

  private static URI local(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  private String token(Path data) {
    try {
      return isAlone() ? "none" : Files.readString(data.resolve("editor-token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
