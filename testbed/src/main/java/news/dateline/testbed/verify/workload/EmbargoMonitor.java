package news.dateline.testbed.verify.workload;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks for the final outcomes of the held operations. Not thread-safe. */
public final class EmbargoMonitor {
  private final List<OperationLog.Entry> held;
  private final FeedEditor editor;
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  public EmbargoMonitor(OperationLog operationLog, FeedEditor editor) {
    this.held = operationLog.entries().stream().filter(entry -> entry.result().held()).toList();
    this.editor = editor;
  }

  /** Asks for the outcomes that were not final so far. Returns true once all are. Blocks. */
  public boolean allReleased() {
    for (OperationLog.Entry entry : held) {
      String event = entry.result().eventId();
      if (!done.contains(event) && isFinal(editor.outcome(event).join())) {
        done.add(event);
      }
    }
    return done.containsAll(held.stream().map(entry -> entry.result().eventId()).toList());
  }

  private static boolean isFinal(OperationResult outcome) {
    return outcome.http() == 200 && !outcome.held();
  }
}
