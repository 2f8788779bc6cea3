package news.dateline.feedapi.admission;

/** An open stream of a partner, as far as its metrics need it. */
public interface PartnerStream {
  /** Returns how many changes had not been sent when this was last measured. Thread-safe. */
  long lag();
}
