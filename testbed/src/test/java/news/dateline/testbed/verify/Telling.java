package news.dateline.testbed.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import news.dateline.events.Cursor;
import news.dateline.testbed.sse.Event;

/**
 * A feed {@code k3f9} and one subscriber of it, told by a test: first what happened, then what came
 * over the stream. Change n happened, and came, at second n unless said otherwise.
 */
final class Telling {
  final Violations violations = new Violations();
  final Journal journal = new Journal();
  final Lateness lateness = new Lateness(List.of());
  private final List<Frame> happened = new ArrayList<>();
  private final List<Journal.Entry> acts = new ArrayList<>();
  private final Ledger ledger;
  private Audit audit;
  private long last;

  Telling(Filter filter) {
    ledger = new Ledger("subscriber 7", filter, violations, false);
    audit = audit(new History(new Cursor("k3f9", 0), 0, violations));
  }

  /** An item is published, or changed, with this number. */
  Telling happens(long seq, String change, String item) {
    return happens(
        seq, change, item, "{\"id\":\"%s\",\"title\":\"%s\"}".formatted(item, item + seq));
  }

  /** The same with the item as it is then. */
  Telling happens(long seq, String change, String item, String content) {
    Frame frame = item(seq, change, item, content);
    happened.add(frame);
    Act.Request request = new Act.Request("PUT", "", null);
    Act act =
        new Act((int) seq, Act.Kind.PIN, new Story(item), request, new Act.Words(Map.of(), ""));
    Verdict verdict = new Verdict(200, "accepted", "e" + seq, new Cursor("k3f9", seq), 1, "");
    acts.add(new Journal.Entry(act, seq * 1000, verdict));
    last = Math.max(last, seq);
    return this;
  }

  /** The subscriber connects and is put at a position. */
  Telling connects(long seq) {
    ledger.connecting();
    return comes(at(seq), seq * 1000 + 1);
  }

  Telling comes(long... seqs) {
    for (long seq : seqs) {
      comesAt(seq, seq * 1000 + 1);
    }
    return this;
  }

  /** A change comes at this time. */
  Telling comesAt(long seq, long millis) {
    Frame frame = happened.stream().filter(one -> one.seq() == seq).findFirst().orElseThrow();
    return comes(frame, millis);
  }

  /** The cursor comes by itself. */
  Telling beats(long seq, long millis) {
    return comes(at(seq), millis);
  }

  Telling comes(Frame frame, long millis) {
    ledger.take(frame, millis, 0);
    return this;
  }

  static Frame at(long seq) {
    return Frame.of(new Event("at", "k3f9-" + seq, "{}".getBytes(UTF_8)));
  }

  static Frame item(long seq, String change, String item, String content) {
    String data =
        change.equals("retracted")
            ? "{\"change\":\"retracted\",\"id\":\"%s\",\"seq\":%d,\"reason\":\"r\"}"
                .formatted(item, seq)
            : "{\"change\":\"%s\",\"id\":\"%s\",\"seq\":%d%s}"
                .formatted(change, item, seq, change.equals("left") ? "" : ",\"item\":" + content);
    return Frame.of(new Event("item", "k3f9-" + seq, data.getBytes(UTF_8)));
  }

  /** What is found wrong. */
  List<String> found() {
    History history = new History(new Cursor("k3f9", 0), last, violations);
    history.addFrames("the stream", happened);
    history.addActs(acts);
    history.complete();
    audit = audit(history);
    audit.check(ledger);
    return violations.first().stream().map(Violation::line).toList();
  }

  long conflated() {
    return audit.conflated();
  }

  private Audit audit(History history) {
    return new Audit(history, journal, violations, lateness);
  }
}
