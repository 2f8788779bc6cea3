package news.dateline.cli.editor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import news.dateline.testbed.terminal.CommandFailedException;

/** A document to import, wherever it is. */
final class DocumentLoader {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private DocumentLoader() {}

  /** Reads a file, or what an http or https URL gives. */
  static byte[] read(String place) {
    try {
      return place.matches("(?i)https?://.*") ? fetch(URI.create(place)) : file(Path.of(place));
    } catch (NoSuchFileException e) {
      throw unreadable(place, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(place, "you may not read it");
    } catch (IOException | InvalidPathException e) {
      throw unreadable(place, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw unreadable(place, "this is not a URL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(place, "interrupted");
    }
  }

  private static byte[] file(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    return Files.readAllBytes(path);
  }

  private static byte[] fetch(URI uri) throws IOException, InterruptedException {
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "application/feed+json, application/json;q=0.9, */*;q=0.1")
            .timeout(PATIENCE)
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("it answers " + response.statusCode());
    }
    return response.body();
  }

  private static CommandFailedException unreadable(String place, String why) {
    return CommandFailedException.unreachable("cannot read " + place + ": " + why);
  }
}
