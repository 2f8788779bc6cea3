package news.dateline.producer.newslog;

/** Where an event stands in {@code news-events}; written {@code partition@offset}. */
public record Place(int partition, long offset) {
  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
