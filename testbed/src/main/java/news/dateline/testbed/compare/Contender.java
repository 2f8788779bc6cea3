package news.dateline.testbed.compare;

import java.nio.file.Path;
import java.util.List;
import news.dateline.testbed.load.LoadTarget;

/** A service that can be started, loaded and stopped. */
interface Contender {
  String name();

  /**
   * What it is made of.
   *
   * @throws news.dateline.cli.terminal.CommandFailedException where it is not on this machine, with
   *     what installs it
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
  record Started(LoadTarget outlet, List<ManagedProcess> servers, List<ManagedProcess> pipeline)
      implements AutoCloseable {
    List<Long> serverPids() {
      return servers.stream().flatMap(part -> part.pids().stream()).toList();
    }

    List<Long> pipelinePids() {
      return pipeline.stream().flatMap(part -> part.pids().stream()).toList();
    }

    @Override
    public void close() {
      servers.forEach(ManagedProcess::close);
      pipeline.forEach(ManagedProcess::close);
    }
  }
}
