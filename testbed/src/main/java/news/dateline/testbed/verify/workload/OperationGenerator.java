package news.dateline.testbed.verify.workload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import news.dateline.testbed.verify.workload.Operation.Kind;
import news.dateline.testbed.verify.workload.Operation.Request;
import org.jspecify.annotations.Nullable;

/** Draws operations and makes their requests, reproducibly by a seed. Not thread-safe. */
public final class OperationGenerator {
  /** The shortest time for which an item is breaking news. */
  public static final long MIN_BREAKING_MILLIS = 2_000;

  private static final long MIN_EMBARGO_MILLIS = 1_500;
  private static final long MAX_EMBARGO_MILLIS = 8_000;

  private final List<Kind> kinds;
  private final SplittableRandom random;
  private final ContentGenerator contentGenerator;
  private final Clock clock;
  private final int embargoSpan;
  private int operations;

  /**
   * Creates a generator.
   *
   * @param duration of the run; its embargoes are not much longer
   */
  public OperationGenerator(
      List<Kind> kinds, Duration duration, SplittableRandom random, Clock clock) {
    this.kinds = List.copyOf(kinds);
    this.random = random;
    this.contentGenerator = new ContentGenerator(random.split());
    this.clock = clock;
    this.embargoSpan = (int) Math.min(MAX_EMBARGO_MILLIS - MIN_EMBARGO_MILLIS, duration.toMillis());
  }

  /**
   * Draws the kind of the next operation.
   *
   * @param possible returns true if there is an item for the kind
   */
  public Kind draw(Predicate<Kind> possible) {
    List<Kind> open = kinds.stream().filter(possible).toList();
    int draw = random.nextInt(open.stream().mapToInt(Kind::weight).sum());
    for (Kind kind : open) {
      draw -= kind.weight();
      if (draw < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("no operation is possible");
  }

  public int draw(int bound) {
    return random.nextInt(bound);
  }

  public Operation create(Kind kind, ExpectedItem item) {
    int number = ++operations;
    String path = "/items/" + item.id();
    return switch (kind) {
      case PUBLISH -> contentOperation(number, kind, item, "POST /items");
      case UPDATE, REVISE -> contentOperation(number, kind, item, "PUT " + path);
      case TYPO -> contentOperation(number, kind, item, "PUT " + path + "?minor=true");
      case RESTORE -> contentOperation(number, kind, item, "POST " + path + "/restoration");
      case MOVE -> move(number, item, path);
      case CORRECT -> correct(number, item, path + "/corrections");
      case RETRACT, WITHDRAW -> retract(number, kind, item, path + "/retraction");
      case PIN -> markOperation(number, kind, item, "PUT /pin", Map.of("item", item.id()));
      case UNPIN -> markOperation(number, kind, item, "DELETE /pin", null);
      case CALM -> markOperation(number, kind, item, "DELETE " + path + "/breaking", null);
      case BREAK -> makeBreaking(number, item, path + "/breaking");
      case HOLD -> hold(number, item);
    };
  }

  /** Publishes the item that every subscriber receives, whatever its filter. */
  public Operation finalItem(ExpectedItem item) {
    int number = ++operations;
    Map<String, Object> content = contentGenerator.content(item.id(), number);
    content.putAll(ContentGenerator.FINAL_CONTENT);
    return operation(number, Kind.PUBLISH, item, "POST /items", content);
  }

  /** Makes the final item breaking news, for longer than the run takes. */
  public Operation finalBreaking(ExpectedItem item) {
    Map<String, Object> body = Map.of("level", "major");
    return markOperation(
        ++operations, Kind.BREAK, item, "PUT /items/" + item.id() + "/breaking", body);
  }

  private Operation move(int number, ExpectedItem item, String path) {
    Map<String, Object> content = contentGenerator.content(item.id(), number);
    return operation(
        number, Kind.MOVE, item, "PUT " + path, contentGenerator.moved(content, clock.instant()));
  }

  private Operation hold(int number, ExpectedItem item) {
    long until = clock.millis() + MIN_EMBARGO_MILLIS + draw(embargoSpan);
    item.setRelease(until);
    Map<String, Object> content = contentGenerator.content(item.id(), number);
    content.put("embargoedUntil", Instant.ofEpochMilli(until).toString());
    return operation(number, Kind.HOLD, item, "POST /items", content);
  }

  private Operation correct(int number, ExpectedItem item, String path) {
    Map<String, Object> content = contentGenerator.content(item.id(), number);
    String note = "Correction " + number + ": a number was wrong";
    Request request = new Request("POST", path, Map.of("note", note, "item", content));
    return new Operation(number, Kind.CORRECT, item, request, content, note);
  }

  private static Operation retract(int number, Kind kind, ExpectedItem item, String path) {
    String reason = "Reason " + number + ": it was not so";
    Request request = new Request("POST", path, Map.of("reason", reason));
    return new Operation(number, kind, item, request, Map.of(), reason);
  }

  private Operation makeBreaking(int number, ExpectedItem item, String path) {
    Instant until = clock.instant().plusMillis(MIN_BREAKING_MILLIS + draw(5_000));
    String level = random.nextBoolean() ? "major" : "minor";
    Map<String, Object> body = Map.of("level", level, "until", until.toString());
    return markOperation(number, Kind.BREAK, item, "PUT " + path, body);
  }

  private static Operation markOperation(
      int number, Kind kind, ExpectedItem item, String call, @Nullable Object body) {
    return new Operation(number, kind, item, Request.of(call, body), Map.of(), "");
  }

  private Operation contentOperation(int number, Kind kind, ExpectedItem item, String call) {
    return operation(number, kind, item, call, contentGenerator.content(item.id(), number));
  }

  private static Operation operation(
      int number, Kind kind, ExpectedItem item, String call, Map<String, Object> content) {
    Map<String, Object> body = new LinkedHashMap<>(content);
    if (call.equals("POST /items")) {
      body.put("id", item.id());
    }
    return new Operation(number, kind, item, Request.of(call, body), content, "");
  }
}
