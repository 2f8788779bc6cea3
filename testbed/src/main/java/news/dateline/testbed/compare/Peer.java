package news.dateline.testbed.compare;

import java.nio.file.Path;
import java.util.List;
import news.dateline.testbed.load.Outlet;

/** A service that can be started, loaded and stopped. */
interface Peer {
  String name();

  /**
   * What it is made of.
   *
   * @throws news.dateline.testbed.terminal.CommandFailedException where it is not on this machine,
   *     with what installs it
   */
  String version();

  /** Starts it; returns once it answers. */
  Started start(Path directory);

  /**
   * One that runs.
   *
   * @param servers the processes that serve the streams
   * @param pipeline the processes that bring items to these; none where they come by HTTP
   */
  record Started(Outlet outlet, List<Part> servers, List<Part> pipeline) implements AutoCloseable {
    List<Long> serverPids() {
      return servers.stream().flatMap(part -> part.pids().stream()).toList();
    }

    List<Long> pipelinePids() {
      return pipeline.stream().flatMap(part -> part.pids().stream()).toList();
    }

    @Override
    public void close() {
      servers.forEach(Part::close);
      pipeline.forEach(Part::close);
    }
  }
}
