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

/** The secret an editor shows. Its text is never printed, logged or part of an exception. */
final class EditorToken {
  private static final int BYTES = 32;

  private final byte[] secret;

  private EditorToken(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Reads the token from its file. Where there is none, makes both: 32 random bytes in base64url,
   * readable by the owner only.
   */
  static EditorToken readOrCreate(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new TokenFileException("the editor token's file " + file + " is empty");
      }
      return new EditorToken(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new TokenFileException("the editor token cannot be kept in " + file + ": " + e);
    }
  }

  /** Whether this is the token; takes as long for a near miss as for a wild guess. */
  boolean matches(String presented) {
    return MessageDigest.isEqual(secret, presented.getBytes(UTF_8));
  }

  private static void create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    // written whole under another name first, so that no crash leaves half a token
    Path temporary =
        Files.createTempFile(folder, file.getFileName().toString(), ".new", ownerOnly(file));
    try {
      Files.writeString(
          temporary, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
      // a link, not a move: of two first starts at once the second takes the first one's token
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // the other one was faster
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
