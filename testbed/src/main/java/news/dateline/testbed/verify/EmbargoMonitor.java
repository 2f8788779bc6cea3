package news.dateline.testbed.verify;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether every act that was held has got its final outcome. */
final class EmbargoMonitor {
  private final List<OperationLog.Entry> held;
  private final FeedEditor editor;
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  EmbargoMonitor(OperationLog journal, FeedEditor editor) {
    this.held = journal.entries().stream().filter(entry -> entry.verdict().held()).toList();
    this.editor = editor;
  }

  /** Asks for the outcomes that were not final when asked last. */
  boolean over() {
    for (OperationLog.Entry entry : held) {
      String event = entry.verdict().eventId();
      if (!done.contains(event) && isFinal(editor.outcome(event).join())) {
        done.add(event);
      }
    }
    return done.containsAll(held.stream().map(entry -> entry.verdict().eventId()).toList());
  }

  private static boolean isFinal(OperationResult outcome) {
    return outcome.http() == 200 && !outcome.held();
  }
}
