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
import news.dateline.support.boot.PrivateDirectory;

/**
 * The directory of {@code --data}. The broker's and the consumer's directories in it are locked, so
 * that no second process writes to them.
 */
record DataDirectory(Path directory, List<FileChannel> locks) implements AutoCloseable {
  private static final List<ProcessRole> STATEFUL =
      List.of(ProcessRole.BROKER, ProcessRole.CONSUMER);

  /**
   * Creates the directory if it is missing, and locks it for these roles. Only the owner may enter
   * the directories of the broker and of the consumer.
   *
   * @throws StartFailure if it cannot be written or another process has locked it
   */
  static DataDirectory open(Path data, Set<ProcessRole> roles) {
    Path directory = data.toAbsolutePath().normalize();
    StartFailure.checkDirectory(directory);
    DataDirectory opened = new DataDirectory(directory, new ArrayList<>());
    STATEFUL.stream().filter(roles::contains).forEach(opened::openFor);
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

  private void openFor(ProcessRole role) {
    lock(role);
    Path own = role == ProcessRole.BROKER ? kafka() : consumer();
    try {
      PrivateDirectory.create(own);
    } catch (IOException e) {
      throw StartFailure.unusable(own, e);
    }
  }

  private void lock(ProcessRole role) {
    Path file = directory.resolve("." + role + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw StartFailure.inUse(directory, role);
      }
      locks.add(channel);
    } catch (OverlappingFileLockException e) {
      throw StartFailure.inUse(directory, role);
    } catch (IOException e) {
      throw StartFailure.unusable(file, e);
    }
  }

  /** Releases the locks. The files stay: a deleted lock file could be locked twice. */
  @Override
  public void close() {
    for (FileChannel lock : locks) {
      try {
        lock.close();
      } catch (IOException e) {
        // the lock ends with the process
      }
    }
  }
}
