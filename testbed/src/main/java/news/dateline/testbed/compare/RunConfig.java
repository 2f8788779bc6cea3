package news.dateline.testbed.compare;

import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Where a peer runs, and what is published to it.
 *
 * @param home where Dateline's sources are
 * @param port the first of five
 * @param feeds among which readers and items take turns
 * @param size bytes of an event, about
 */
record RunConfig(Path home, int port, int feeds, int size, PrintWriter notices) {}
