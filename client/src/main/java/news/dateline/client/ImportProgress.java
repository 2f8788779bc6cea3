package news.dateline.client;

/** Receives the progress of an import, on threads of the HTTP client, one call at a time. */
public interface ImportProgress {
  /** Does nothing. */
  ImportProgress NONE = (done, found) -> {};

  /**
   * Called whenever more items have a result. A repeated import begins again.
   *
   * @param done number of items with a result
   * @param found number of items in the document; 0 if the service does not say
   */
  void at(int done, int found);
}
