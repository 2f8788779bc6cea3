package news.dateline.producer.importing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.dateline.events.FeedSettings;
import news.dateline.producer.importing.format.DocumentReader;
import news.dateline.producer.importing.format.SourceDocument;
import org.jspecify.annotations.Nullable;

/** Imports of documents into a feed of Kyiv. */
final class Imports {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final FeedSettings SETTINGS =
      new FeedSettings(
          "World",
          "en",
          "Europe/Kyiv",
          List.of(),
          FeedSettings.Access.PUBLIC,
          List.of(),
          null,
          null);

  private Imports() {}

  static List<SourceItem> items(byte[] document, @Nullable String contentType) {
    return items(document, contentType, Map.of());
  }

  static List<SourceItem> items(
      byte[] document, @Nullable String contentType, Map<String, String> columns) {
    DocumentReader reader = DocumentReader.of(document, contentType, columns);
    return items(context(reader.readHead(), NOW), reader);
  }

  static List<SourceItem> items(ImportContext context, DocumentReader reader) {
    return SourceItems.of(context, reader).stream().map(StoredItem::load).toList();
  }

  static ImportContext context(
      byte[] document, @Nullable String contentType, Map<String, String> columns) {
    return context(DocumentReader.of(document, contentType, columns).readHead(), NOW);
  }

  static ImportContext context(SourceDocument document, Instant now) {
    return context(document, now, null);
  }

  /** Returns the context of a document that was loaded from this address. */
  static ImportContext context(SourceDocument document, Instant now, @Nullable String address) {
    ImportParameters parameters =
        new ImportParameters(null, address, Map.of(), false, null, false, Map.of(), null);
    return new ImportContext(SETTINGS, document, parameters, now);
  }
}
