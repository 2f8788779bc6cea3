package news.dateline.producer.eventlog;

/** Where a record stands in its topic; written {@code partition@offset}. */
public record RecordCoordinates(int partition, long offset) {
  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
