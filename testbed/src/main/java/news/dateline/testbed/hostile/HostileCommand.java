package news.dateline.testbed.hostile;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import news.dateline.cli.editor.EditorApiOptions;
import news.dateline.cli.stream.StreamOptions;
import news.dateline.cli.terminal.CommandFailedException;
import news.dateline.cli.terminal.RangeCheck;
import news.dateline.events.FeedId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs hostile clients of every kind at once, for a limited time. */
@Command(
    name = "hostile",
    description = {
      "Acts as some 200 hostile clients at once, which do not read, do not end or do not pause.",
      "Only for a service on this machine; ./dateline verify beside it shows what others notice.",
      "Exit code 0: every connection was closed or answered in time; 1: not so;",
      "2: wrong usage, or the service cannot be reached."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class HostileCommand implements Callable<Integer> {
  private static final long PAUSE_MILLIS = 100;

  @Mixin private StreamOptions streamOptions;

  @Mixin private EditorApiOptions editorApi;

  @Option(
      names = "--management",
      paramLabel = "URL",
      split = ",",
      defaultValue = "http://127.0.0.1:8082",
      description = "The management ports (${DEFAULT-VALUE}).")
  private List<URI> management;

  @Option(
      names = "--large",
      paramLabel = "ID",
      defaultValue = "large",
      description = "A feed whose page of 200 items is large (${DEFAULT-VALUE}).")
  private FeedId large;

  @Option(
      names = "--long",
      paramLabel = "ID",
      defaultValue = "long",
      description = "A feed with many items (${DEFAULT-VALUE}).")
  private FeedId longFeed;

  @Option(
      names = "--duration",
      defaultValue = "60s",
      description = "How long the clients act, at most an hour (${DEFAULT-VALUE}).")
  private Duration duration;

  @Option(
      names = "--request-timeout",
      defaultValue = "10s",
      description = "The service's own setting (${DEFAULT-VALUE}).")
  private Duration requestTimeout;

  @Option(
      names = "--write-timeout",
      defaultValue = "20s",
      description = "The service's own setting (${DEFAULT-VALUE}).")
  private Duration writeTimeout;

  @Option(
      names = "--idle-timeout",
      defaultValue = "60s",
      description = "The service's own setting (${DEFAULT-VALUE}).")
  private Duration idleTimeout;

  @Spec private CommandSpec spec;

  private final CountDownLatch end = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    RangeCheck.check(spec, "--duration", duration.toMillis() / 1000.0, 1, 3_600);
    requireLoopback("--url", streamOptions.address());
    requireLoopback("--desk", editorApi.address());
    management.forEach(uri -> requireLoopback("--management", uri));
    String token = editorApi.token();
    List<URI> ports = new ArrayList<>(management);
    ports.addAll(List.of(streamOptions.address(), editorApi.address()));
    List<Behaviour> behaviours = new ArrayList<>(ofFeedApi(streamOptions.address()));
    ports.forEach(port -> behaviours.addAll(ofPort(port, token)));
    behaviours.forEach(this::start);
    boolean unreachable = end.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    end.countDown();
    if (unreachable) {
      throw CommandFailedException.unreachable("a port does not accept connections");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-36s%9s%9s%9s%n", "", "clients", "rounds", "late");
    behaviours.forEach(each -> out.println(each.row()));
    boolean inTime = behaviours.stream().allMatch(each -> each.late().get() == 0);
    return inTime ? 0 : CommandFailedException.REFUSED;
  }

  private void requireLoopback(String flag, URI uri) {
    try {
      if (InetAddress.getByName(uri.getHost()).isLoopbackAddress()) {
        return;
      }
    } catch (UnknownHostException e) {
      // not this machine
    }
    throw new ParameterException(
        spec.commandLine(), flag + ": hostile clients are for this machine only, not " + uri);
  }

  private List<Behaviour> ofFeedApi(URI feedApi) {
    String page = "/feeds/" + large + "?limit=200";
    String stream = "/feeds/" + longFeed + "/stream?last=200";
    return List.of(
        new Behaviour("40 answers, HTTP/2 window 0", 4, on -> on.withoutWindow(feedApi, page, 40)),
        new Behaviour("100 streams, window 0", 1, on -> on.withoutWindow(feedApi, stream, 100)),
        new Behaviour("answer that is not read", 60, on -> on.neverReads(feedApi, page)),
        new Behaviour("stream that is not read", 20, on -> on.neverReads(feedApi, stream)),
        new Behaviour("idle HTTP/2", 20, on -> on.idleHttp2(feedApi, page)),
        new Behaviour("stream with a body", 10, on -> on.streamWithBody(feedApi, stream)),
        new Behaviour("/changes from the start", 20, on -> on.scansChanges(feedApi, longFeed)),
        new Behaviour("kept after a waiting stream", 4, on -> on.keepsAlive(feedApi, large)));
  }

  private static List<Behaviour> ofPort(URI port, String token) {
    String where = " at " + port.getPort();
    return List.of(
        new Behaviour("silence" + where, 3, on -> on.silent(port)),
        new Behaviour("idle HTTP/1.1" + where, 3, on -> on.idleHttp1(port)),
        new Behaviour("slow headers" + where, 3, on -> on.slowHeaders(port)),
        new Behaviour("slow body" + where, 3, on -> on.slowBody(port, token)),
        new Behaviour("endless body" + where, 1, on -> on.endlessBody(port)));
  }

  /** Starts the clients, which end with the process. */
  private void start(Behaviour behaviour) {
    for (int i = 0; i < behaviour.clients(); i++) {
      HostileClient client = new HostileClient(requestTimeout, writeTimeout, idleTimeout);
      Thread thread = new Thread(() -> repeat(behaviour, client), behaviour.name());
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void repeat(Behaviour behaviour, HostileClient client) {
    try {
      while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        boolean inTime = behaviour.round().run(client);
        behaviour.rounds().incrementAndGet();
        if (!inTime) {
          behaviour.late().incrementAndGet();
        }
      }
    } catch (IOException e) {
      end.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A behaviour that some of the clients repeat, and the number of rounds. */
  private record Behaviour(
      String name, int clients, Round round, AtomicInteger rounds, AtomicInteger late) {
    private Behaviour(String name, int clients, Round round) {
      this(name, clients, round, new AtomicInteger(), new AtomicInteger());
    }

    private String row() {
      return "%-36s%9d%9d%9d".formatted(name, clients, rounds.get(), late.get());
    }
  }

  private interface Round {
    /**
     * Returns false if the service did not close the connection, or did not answer, in time.
     *
     * @throws IOException if the service does not accept the connection
     */
    boolean run(HostileClient client) throws IOException, InterruptedException;
  }
}
