package news.dateline.testbed.verify;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether every act that was held has got its final outcome. */
final class Releases {
  private final List<Journal.Entry> held;
  private final Editor editor;
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  Releases(Journal journal, Editor editor) {
    this.held = journal.entries().stream().filter(entry -> entry.verdict().held()).toList();
    this.editor = editor;
  }

  /** Asks for the outcomes that were not final when asked last. */
  boolean over() {
    for (Journal.Entry entry : held) {
      String event = entry.verdict().eventId();
      if (!done.contains(event) && isFinal(editor.outcome(event).join())) {
        done.add(event);
      }
    }
    return done.containsAll(held.stream().map(entry -> entry.verdict().eventId()).toList());
  }

  private static boolean isFinal(Verdict outcome) {
    return outcome.http() == 200 && !outcome.held();
  }
}
