package news.dateline.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a token from a file: everyone on the machine can read what is on a command line. */
public final class TokenFile {
  private TokenFile() {}

  /**
   * Reads the token of {@code --token-file}.
   *
   * @throws CommandFailedException if the file cannot be read or holds no token
   */
  public static String read(Path file) {
    try {
      String token = Files.readString(file).strip();
      if (!token.matches("[!-~]+")) {
        throw unusable(file, "holds no token");
      }
      return token;
    } catch (NoSuchFileException e) {
      throw unusable(file, "is not there");
    } catch (AccessDeniedException e) {
      throw unusable(file, "may not be read by you");
    } catch (IOException e) {
      throw unusable(file, "cannot be read");
    }
  }

  private static CommandFailedException unusable(Path file, String why) {
    return CommandFailedException.unreachable("--token-file: " + file + " " + why);
  }
}
