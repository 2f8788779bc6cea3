package news.dateline.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code --data}: one folder or file a part. What keeps state there is locked, so that no second
 * process writes to it.
 */
record DataDirectory(Path directory, List<FileChannel> locks) implements AutoCloseable {
  private static final List<ProcessRole> STATEFUL =
      List.of(ProcessRole.BROKER, ProcessRole.CONSUMER);

  static DataDirectory open(Path data, Set<ProcessRole> parts) {
    Path directory = data.toAbsolutePath().normalize();
    StartFailure.checkDirectory(directory);
    DataDirectory opened = new DataDirectory(directory, new ArrayList<>());
    STATEFUL.stream().filter(parts::contains).forEach(opened::lock);
    return opened;
  }

  Path kafka() {
    return directory.resolve("kafka");
  }

  Path consumer() {
    return directory.resolve("consumer");
  }

  Path token() {
    return directory.resolve("editor-token");
  }

  private void lock(ProcessRole part) {
    Path file = directory.resolve("." + part + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw StartFailure.inUse(directory, part);
      }
      locks.add(channel);
    } catch (OverlappingFileLockException e) {
      throw StartFailure.inUse(directory, part);
    } catch (IOException e) {
      throw StartFailure.unusable(directory);
    }
  }

  /** Lets go of the locks; the files stay, for a lock file that is deleted can be locked twice. */
  @Override
  public void close() {
    for (FileChannel lock : locks) {
      try {
        lock.close();
      } catch (IOException e) {
        // the process ends, and the lock with it
      }
    }
  }
}
