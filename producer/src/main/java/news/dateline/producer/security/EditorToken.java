package news.dateline.producer.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import news.dateline.support.token.RandomToken;

/** The token of the token file. Its text never appears in a log or an exception. Immutable. */
final class EditorToken {
  private static final int SECRET_BYTES = 32;

  private final String hash;

  private EditorToken(String hash) {
    this.hash = hash;
  }

  /**
   * Reads the token from its file. If the file does not exist, creates it with 32 random bytes in
   * base64url, readable by its owner only.
   *
   * @throws IllegalStateException if the file is empty or cannot be read or created
   */
  static EditorToken readOrCreate(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IllegalStateException("The file of the editor token, " + file + ", is empty");
      }
      return new EditorToken(RandomToken.hashOf(text));
    } catch (IOException e) {
      throw new IllegalStateException("The editor token cannot be kept in " + file, e);
    }
  }

  /**
   * Returns true if the hash is that of the token. Compares in constant time.
   *
   * @param other a SHA-256 in hex
   */
  boolean hasHash(String other) {
    return MessageDigest.isEqual(hash.getBytes(UTF_8), other.getBytes(UTF_8));
  }

  private static void create(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    // the token is first written to a temporary file, so that a crash cannot leave half a token
    Path temporary =
        Files.createTempFile(directory, file.getFileName().toString(), ".new", ownerOnly(file));
    try {
      Files.writeString(
          temporary, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
      // a link fails if the file exists: of two concurrent first starts, the second uses the token
      // of the first
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // another process has just created the token
    } finally {
      Files.delete(temporary);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
