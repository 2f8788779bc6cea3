package news.dateline.consumer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import news.dateline.support.kafka.KafkaNames;
import org.springframework.util.FileSystemUtils;

/** The directories of the generations in the state directory. */
record StateDirectories(KafkaNames names, Path stateDir) {
  /**
   * Deletes those of all other generations, which hold what was retracted.
   *
   * @throws UncheckedIOException if one cannot be deleted
   */
  void deleteAllBut(StateGeneration present) {
    if (!Files.isDirectory(stateDir)) {
      return;
    }
    try (Stream<Path> children = Files.list(stateDir)) {
      for (Path child : children.toList()) {
        String name = child.getFileName().toString();
        if (StateGeneration.ownerOf(names, name)
            .filter(owner -> !owner.equals(present))
            .isPresent()) {
          FileSystemUtils.deleteRecursively(child);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete an old state in " + stateDir, e);
    }
  }
}
