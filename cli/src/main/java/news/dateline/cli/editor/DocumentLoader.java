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
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;
import org.jspecify.annotations.Nullable;

/** Loads a document from a file or from the web. */
final class DocumentLoader {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Map<String, String> TYPES =
      Map.of(
          "csv", "text/csv",
          "tsv", "text/csv",
          "ndjson", "application/x-ndjson",
          "jsonl", "application/x-ndjson",
          "xml", "application/xml",
          "rss", "application/xml",
          "atom", "application/xml",
          "rdf", "application/xml");
  private static final String JSON_FEED = "application/feed+json";
  private static final Pattern ACCEPTED =
      Pattern.compile(
          "(?i)(application/(feed\\+json|json|x-ndjson|xml|[a-z]+\\+xml)|text/(xml|csv))\\b.*");

  /** A document. A class and not a record, because records must not have arrays. */
  static final class LoadedDocument {
    private final byte[] content;
    private final String contentType;
    private final @Nullable String address;

    LoadedDocument(byte[] content, String contentType, @Nullable String address) {
      this.content = content;
      this.contentType = contentType;
      this.address = address;
    }

    byte[] content() {
      return content;
    }

    String contentType() {
      return contentType;
    }

    /** Returns where the document was loaded from; null if it is a file. */
    @Nullable String address() {
      return address;
    }
  }

  private DocumentLoader() {}

  /**
   * Loads a file, or what an http or https URL answers with.
   *
   * @throws CommandFailedException if there is nothing that can be read
   */
  static LoadedDocument read(String location) {
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

  private static LoadedDocument file(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException("it is a directory");
    }
    String name = path.getFileName().toString();
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    String type = TYPES.getOrDefault(suffix, JSON_FEED);
    return new LoadedDocument(Files.readAllBytes(path), type, null);
  }

  private static LoadedDocument fetch(URI uri) throws IOException, InterruptedException {
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(TIMEOUT)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(
                "Accept",
                "application/feed+json, application/atom+xml, application/rss+xml, */*;q=0.5")
            .timeout(TIMEOUT)
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("it answers " + response.statusCode());
    }
    String type = response.headers().firstValue("Content-Type").orElse("application/octet-stream");
    return new LoadedDocument(
        response.body(),
        ACCEPTED.matcher(type).matches() ? type : "application/octet-stream" + charset(type),
        response.uri().toString());
  }

  /** Keeps the encoding that a type names which no importer knows. */
  private static String charset(String type) {
    Matcher charset = Pattern.compile("(?i);\\s*charset=[\\w-]+").matcher(type);
    return charset.find() ? charset.group() : "";
  }

  private static CommandFailedException unreadable(String location, String why) {
    return CommandFailedException.unreachable("cannot read " + location + ": " + why);
  }
}
