package news.dateline.testbed.verify;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import news.dateline.testbed.verify.Operation.Kind;
import news.dateline.testbed.verify.Operation.Request;
import org.jspecify.annotations.Nullable;

/** Decides what the editors do next, by a seed, and words it as a call. */
final class OperationGenerator {
  /** Milliseconds for which news is breaking at least. */
  static final long SHORTEST_BREAK = 2_000;

  private static final long SHORTEST_HOLD = 1_500;
  private static final long LONGEST_HOLD = 8_000;

  private final List<Kind> kinds;
  private final SplittableRandom random;
  private final ContentGenerator wording;
  private final Clock clock;
  private int acts;

  OperationGenerator(List<Kind> kinds, SplittableRandom random, Clock clock) {
    this.kinds = List.copyOf(kinds);
    this.random = random;
    this.wording = new ContentGenerator(random.split());
    this.clock = clock;
  }

  /**
   * Draws what to do.
   *
   * @param possible whether there is an item to do it to
   */
  Kind draw(Predicate<Kind> possible) {
    List<Kind> open = kinds.stream().filter(possible).toList();
    int draw = random.nextInt(open.stream().mapToInt(Kind::weight).sum());
    for (Kind kind : open) {
      draw -= kind.weight();
      if (draw < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("no act is possible");
  }

  int draw(int bound) {
    return random.nextInt(bound);
  }

  Operation write(Kind kind, ExpectedItem story) {
    int number = ++acts;
    String path = "/items/" + story.id();
    return switch (kind) {
      case PUBLISH -> writing(number, kind, story, "POST /items");
      case UPDATE, REVISE -> writing(number, kind, story, "PUT " + path);
      case TYPO -> writing(number, kind, story, "PUT " + path + "?minor=true");
      case RESTORE -> writing(number, kind, story, "POST " + path + "/restoration");
      case MOVE -> moving(number, story, path);
      case CORRECT -> correcting(number, story, path + "/corrections");
      case RETRACT, WITHDRAW -> retracting(number, kind, story, path + "/retraction");
      case PIN -> marking(number, kind, story, "PUT /pin", Map.of("item", story.id()));
      case UNPIN -> marking(number, kind, story, "DELETE /pin", null);
      case CALM -> marking(number, kind, story, "DELETE " + path + "/breaking", null);
      case BREAK -> breaking(number, story, path + "/breaking");
      case HOLD -> holding(number, story);
    };
  }

  /** The item that every subscriber is shown, whatever it filters for. */
  Operation lastWord(ExpectedItem story) {
    int number = ++acts;
    Map<String, Object> content = wording.content(story.id(), number);
    content.putAll(ContentGenerator.LAST_WORD);
    return act(number, Kind.PUBLISH, story, "POST /items", content);
  }

  /** Makes the last word breaking news, for longer than the run takes. */
  Operation lastMark(ExpectedItem story) {
    Map<String, Object> body = Map.of("level", "major");
    return marking(++acts, Kind.BREAK, story, "PUT /items/" + story.id() + "/breaking", body);
  }

  private Operation writing(int number, Kind kind, ExpectedItem story, String call) {
    return act(number, kind, story, call, wording.content(story.id(), number));
  }

  private Operation moving(int number, ExpectedItem story, String path) {
    Map<String, Object> content = wording.content(story.id(), number);
    return act(number, Kind.MOVE, story, "PUT " + path, wording.moved(content, clock.instant()));
  }

  private Operation holding(int number, ExpectedItem story) {
    long until = clock.millis() + SHORTEST_HOLD + draw((int) (LONGEST_HOLD - SHORTEST_HOLD));
    story.heldUntil(until);
    Map<String, Object> content = wording.content(story.id(), number);
    content.put("embargoedUntil", Instant.ofEpochMilli(until).toString());
    return act(number, Kind.HOLD, story, "POST /items", content);
  }

  private Operation correcting(int number, ExpectedItem story, String path) {
    Map<String, Object> content = wording.content(story.id(), number);
    String note = "Correction " + number + ": a number was wrong";
    Request request = new Request("POST", path, Map.of("note", note, "item", content));
    return new Operation(number, Kind.CORRECT, story, request, new Operation.Words(content, note));
  }

  private static Operation retracting(int number, Kind kind, ExpectedItem story, String path) {
    String reason = "Reason " + number + ": it was not so";
    Request request = new Request("POST", path, Map.of("reason", reason));
    return new Operation(number, kind, story, request, new Operation.Words(Map.of(), reason));
  }

  private Operation breaking(int number, ExpectedItem story, String path) {
    Instant until = clock.instant().plusMillis(SHORTEST_BREAK + draw(5_000));
    String level = random.nextBoolean() ? "major" : "minor";
    Map<String, Object> body = Map.of("level", level, "until", until.toString());
    return marking(number, Kind.BREAK, story, "PUT " + path, body);
  }

  private static Operation marking(
      int number, Kind kind, ExpectedItem story, String call, @Nullable Object body) {
    return new Operation(
        number, kind, story, Request.of(call, body), new Operation.Words(Map.of(), ""));
  }

  private static Operation act(
      int number, Kind kind, ExpectedItem story, String call, Map<String, Object> content) {
    Map<String, Object> body = new LinkedHashMap<>(content);
    if (call.startsWith("POST /items") && !call.contains("restoration")) {
      body.put("id", story.id());
    }
    return new Operation(
        number, kind, story, Request.of(call, body), new Operation.Words(content, ""));
  }
}
