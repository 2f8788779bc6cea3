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
import news.dateline.cli.terminal.CommandFailedException;

/** Loads a document from a file or from the web. */
final class DocumentLoader {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private DocumentLoader() {}

  /**
   * Loads a file, or what an http or https URL answers with.
   *
   * @throws CommandFailedException if there is nothing that can be read
   */
  static byte[] read(String location) {
    try {
      return location.matches("(?i)https?://.*")
          ? fetch(URI.create(location))
          : file(Path.of(location));
    } catch (NoSuchFileException e) {
      throw unreadable(location, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(location, "you may not read it");
    } catch (IOException | InvalidPathException e) {
      throw unreadable(location, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw unreadable(location, "this is not a URL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(location, "interrupted");
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
            .connectTimeout(TIMEOUT)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "application/feed+json, application/json;q=0.9, */*;q=0.1")
            .timeout(TIMEOUT)
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("it answers " + response.statusCode());
    }
    return response.body();
  }

  private static CommandFailedException unreadable(String location, String why) {
    return CommandFailedException.unreachable("cannot read " + location + ": " + why);
  }
}
