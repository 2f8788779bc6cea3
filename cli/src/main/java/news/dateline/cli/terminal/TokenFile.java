package news.dateline.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A secret in a file, for on a command line everyone on the machine can read it. */
public final class TokenFile {
  private TokenFile() {}

  /**
   * The token that the file of {@code --token-file} holds.
   *
   * @throws CommandFailedException where it holds none
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
