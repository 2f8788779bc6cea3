package news.dateline.producer.eventlog;

/** The position of a record in its topic, written {@code partition@offset}. */
public record RecordCoordinates(int partition, long offset) {
  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
