package news.dateline.cli.editor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.dateline.cli.terminal.CommandFailedException;
import org.jspecify.annotations.Nullable;

/** Loads a document from a file or from the web. */
final class DocumentLoader {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** What an import takes. */
  private static final int MAX_MEBIBYTES = 16;

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
    return read(location, TIMEOUT);
  }

  /**
   * Loads a file, or what an http or https URL answers with.
   *
   * @param timeout the time that the answer may take
   */
  static LoadedDocument read(String location, Duration timeout) {
    try {
      return location.matches("(?i)https?://.*")
          ? fetch(URI.create(location), timeout)
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
    String type = typeOf(path.getFileName().toString(), JSON_FEED);
    return new LoadedDocument(Files.readAllBytes(path), type, null);
  }

  private static String typeOf(String name, String otherwise) {
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(suffix, otherwise);
  }

  private static LoadedDocument fetch(URI uri, Duration timeout)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    HttpClient http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timeout)
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(
                "Accept",
                "application/feed+json, application/atom+xml, application/rss+xml, */*;q=0.5")
            .timeout(timeout)
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IOException("it answers " + response.statusCode());
      }
      String type = response.headers().firstValue("Content-Type").orElse("");
      String named = typeOf(response.uri().getPath(), "application/octet-stream");
      return new LoadedDocument(
          readAll(body, end - System.nanoTime()),
          ACCEPTED.matcher(type).matches() ? type : named + charset(type),
          response.uri().toString());
    }
  }

  /** Reads a body. The timeout of a request ends with the headers of its answer. */
  private static byte[] readAll(InputStream body, long nanos)
      throws IOException, InterruptedException {
    try {
      byte[] content =
          CompletableFuture.supplyAsync(() -> readAll(body)).get(nanos, TimeUnit.NANOSECONDS);
      if (content.length > MAX_MEBIBYTES << 20) {
        throw new IOException("it has more than " + MAX_MEBIBYTES + " MiB");
      }
      return content;
    } catch (ExecutionException e) {
      throw new IOException("its answer breaks off", e);
    } catch (TimeoutException e) {
      throw new IOException("its answer takes too long", e);
    }
  }

  private static byte[] readAll(InputStream body) {
    try {
      return body.readNBytes((MAX_MEBIBYTES << 20) + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
