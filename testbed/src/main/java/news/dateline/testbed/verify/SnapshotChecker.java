package news.dateline.testbed.verify;

import static news.dateline.testbed.verify.Violation.Kind.LEAKED;
import static news.dateline.testbed.verify.Violation.Kind.WRONG;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.dateline.testbed.verify.ExpectedItem.State;
import news.dateline.testbed.verify.PublicApi.Everything;
import org.jspecify.annotations.Nullable;

/** Compares what a replica shows in the end with what the editors did. */
final class SnapshotChecker {
  private static final Pattern TOKEN = Pattern.compile("v[0-9a-f]{8}-[0-9]+x[0-9]+x");

  /** Each is a request of its own. */
  private static final int RETRACTED_ASKED_FOR = 50;

  private final List<ExpectedItem> stories;
  private final Violations violations;

  SnapshotChecker(List<ExpectedItem> stories, Violations violations) {
    this.stories = stories.stream().filter(ExpectedItem::known).toList();
    this.violations = violations;
  }

  void check(PublicApi replica, Everything everything) {
    String witness = replica.toString();
    Map<String, Frame> last =
        everything.changes().stream()
            .filter(frame -> frame.type() == Frame.Type.ITEM)
            .collect(Collectors.toMap(Frame::item, Function.identity(), (older, newer) -> newer));
    for (ExpectedItem story : stories) {
      ItemState shown = everything.items().get(story.id());
      compare(witness, story, shown);
      Frame change = last.get(story.id());
      if (shown != null && (change == null || change.seq() != shown.seq())) {
        violations.add(
            WRONG, witness, shown.seq(), story.id(), "is not the last of it in /changes");
      }
    }
    leaks(witness, everything);
    gone(replica);
  }

  private void compare(String witness, ExpectedItem story, @Nullable ItemState shown) {
    String what = difference(story, shown);
    if (!what.isEmpty()) {
      violations.add(WRONG, witness, shown == null ? 0 : shown.seq(), story.id(), what);
    }
  }

  private static String difference(ExpectedItem story, @Nullable ItemState shown) {
    boolean hidden = story.state() == State.WITHDRAWN || story.state() == State.IDEA;
    if (hidden || shown == null) {
      return hidden == (shown == null) ? "" : hidden ? "is shown, was withdrawn" : "is not there";
    }
    if (shown.version() != story.version()) {
      return "has version " + shown.version() + " instead of " + story.version();
    }
    if (story.state() == State.RETRACTED) {
      return story.reason().equals(shown.reason()) ? "" : "is not retracted for its reason";
    }
    if (!story.title().equals(shown.title())) {
      return "says '" + shown.title() + "' instead of '" + story.title() + "'";
    }
    return story.corrections().equals(shown.corrections())
        ? ""
        : "has the corrections " + shown.corrections() + " instead of " + story.corrections();
  }

  private void leaks(String witness, Everything everything) {
    Set<String> found =
        everything.texts().stream()
            .flatMap(text -> TOKEN.matcher(text).results().map(MatchResult::group))
            .collect(Collectors.toSet());
    for (ExpectedItem story : stories) {
      if (story.state() == State.RETRACTED || story.state() == State.WITHDRAWN) {
        story.tokens().stream()
            .filter(found::contains)
            .forEach(
                token -> violations.add(LEAKED, witness, 0, story.id(), "still says " + token));
      }
    }
  }

  private void gone(PublicApi replica) {
    stories.stream()
        .filter(story -> story.state() == State.RETRACTED)
        .limit(RETRACTED_ASKED_FOR)
        .forEach(
            story -> {
              int status = replica.ask("/items/" + story.id(), "application/json").join().status();
              if (status != 410) {
                String what = "is retracted, but asked for by itself it is " + status;
                violations.add(WRONG, replica.toString(), 0, story.id(), what);
              }
            });
  }
}
