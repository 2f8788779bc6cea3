package news.dateline.standalone;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to run, and where.
 *
 * @param peer where the consumer is one of several
 * @param kafka where Kafka is when no broker runs here
 */
record Settings(
    Path data,
    Ports ports,
    String bind,
    Set<ProcessRole> parts,
    String kafka,
    ConsumerInstance peer,
    boolean demo) {
  /** 0 picks a free one. */
  record Ports(int feed, int desk, int kafka, int management) {}

  /** A consumer among several. */
  record ConsumerInstance(String instance, int standbys) {}

  boolean runs(ProcessRole part) {
    return parts.contains(part);
  }
}
