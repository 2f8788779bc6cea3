package news.dateline.standalone;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to run, and where.
 *
 * @param kafka where Kafka is when no broker runs here
 */
record Settings(Path data, Ports ports, String bind, Set<Part> parts, String kafka, boolean demo) {
  /** 0 picks a free one. */
  record Ports(int feed, int desk, int kafka, int management) {}

  boolean runs(Part part) {
    return parts.contains(part);
  }
}
