package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import news.dateline.events.Breaking;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemCorrected;
import news.dateline.events.NewsEvent.ItemPublished;
import news.dateline.events.NewsEvent.ItemRestored;
import org.jspecify.annotations.Nullable;

/** The rules of the {@link ReferenceModel} for publications, updates, corrections, restorations. */
final class ReferenceContent {
  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

  private final ReferenceModel model;

  ReferenceContent(ReferenceModel model) {
    this.model = model;
  }

  String publish(String id, ModelItem item, ItemPublished event) {
    return switch (item.state) {
      case "none" -> first(id, item, delayed(event), event.breaking());
      case "retracted", "withdrawn" -> "rejected RETRACTED";
      default ->
          item.sameContent(event.item()) && sameBreaking(item, event.breaking())
              ? "unchanged"
              : "rejected EXISTS";
    };
  }

  private ItemContent delayed(ItemPublished event) {
    ItemContent content = event.item();
    if (event.holdFor() == null) {
      return content;
    }
    Instant end = model.now.plusSeconds(event.holdFor());
    Instant embargo = content.embargoedUntil();
    boolean longer = embargo != null && embargo.isAfter(end);
    return content.withTimes(content.publishedAt(), longer ? embargo : end);
  }

  private static boolean sameBreaking(ModelItem item, Breaking.@Nullable Planned planned) {
    if (item.is("held")) {
      return Objects.equals(planned, item.planned);
    }
    if (planned == null) {
      return true;
    }
    return item.breaking != null
        && item.breaking.level() == planned.level()
        && (planned.until() == null || planned.until().equals(item.breaking.until()));
  }

  private String first(
      String id, ModelItem item, ItemContent content, Breaking.@Nullable Planned planned) {
    boolean held = isEmbargoed(content);
    Instant shown = held ? content.embargoedUntil() : model.now;
    if (tooLate(content, shown)) {
      return "rejected PUBLISHED_IN_FUTURE";
    }
    if (endsOutOfRange(planned, shown)) {
      return "rejected UNTIL_OUT_OF_RANGE";
    }
    item.planned = planned;
    fill(item, content);
    item.publishedAt = content.publishedAt();
    item.updatedAt = null;
    if (held) {
      item.state = "held";
      item.embargo = content.embargoedUntil();
      item.waiting.add(id);
      return "held";
    }
    model.show(item, content.publishedAt() == null ? model.now : content.publishedAt(), model.now);
    return "accepted";
  }

  private static boolean endsOutOfRange(Breaking.@Nullable Planned planned, Instant shown) {
    return planned != null
        && !ReferencePinAndBreaking.inRange(ReferencePinAndBreaking.end(planned, shown), shown);
  }

  private boolean isEmbargoed(ItemContent content) {
    return content.embargoedUntil() != null && content.embargoedUntil().isAfter(model.now);
  }

  private static boolean tooLate(ItemContent content, Instant shown) {
    return content.publishedAt() != null
        && content.publishedAt().isAfter(shown.plus(MAX_CLOCK_SKEW));
  }

  private static void fill(ModelItem item, ItemContent content) {
    item.content = content.withoutTimes();
    item.version++;
  }

  String write(
      String id, ModelItem item, ItemContent content, @Nullable Integer ifVersion, String updated) {
    if (item.is("none")) {
      return "rejected NO_ITEM";
    }
    if (item.is("retracted") || item.is("withdrawn")) {
      return "rejected RETRACTED";
    }
    if (ifVersion != null && ifVersion != item.version) {
      return "rejected VERSION_CONFLICT";
    }
    if (item.sameContent(content)) {
      return "unchanged";
    }
    if (item.is("held")) {
      return reviseHeld(id, item, content);
    }
    String problem = problem(content);
    if (problem == null) {
      change(item, content);
      item.updatedAt = updated.equals("now") ? model.now : item.updatedAt;
    }
    return problem == null ? "accepted" : problem;
  }

  private String reviseHeld(String id, ModelItem item, ItemContent content) {
    Instant embargo = content.embargoedUntil() == null ? item.embargo : content.embargoedUntil();
    Instant published = content.publishedAt() == null ? item.publishedAt : content.publishedAt();
    boolean held = embargo.isAfter(model.now);
    if (tooLate(content.withTimes(published, null), held ? embargo : model.now)) {
      return "rejected PUBLISHED_IN_FUTURE";
    }
    if (endsOutOfRange(item.planned, held ? embargo : model.now)) {
      return "rejected UNTIL_OUT_OF_RANGE";
    }
    fill(item, content);
    item.embargo = embargo;
    item.publishedAt = published;
    if (held) {
      item.waiting.add(id);
      return "held";
    }
    long before = model.seq;
    model.show(item, published == null ? model.now : published, model.now);
    model.settle(item, "accepted" + model.numbers(before));
    return "accepted";
  }

  private @Nullable String problem(ItemContent content) {
    if (isEmbargoed(content)) {
      return "rejected ALREADY_PUBLIC";
    }
    return tooLate(content, model.now) ? "rejected PUBLISHED_IN_FUTURE" : null;
  }

  private void change(ModelItem item, ItemContent content) {
    fill(item, content);
    item.publishedAt = content.publishedAt() == null ? item.publishedAt : content.publishedAt();
    item.seq = ++model.seq;
  }

  String correct(ModelItem item, ItemCorrected event) {
    String rejection = item.rejection();
    if (rejection != null) {
      return rejection;
    }
    if (event.ifVersion() != null && event.ifVersion() != item.version) {
      return "rejected VERSION_CONFLICT";
    }
    String problem = problem(event.item());
    if (problem == null) {
      change(item, event.item());
      item.updatedAt = model.now;
      item.notes.add(event.note());
    }
    return problem == null ? "accepted" : problem;
  }

  String restore(String id, ModelItem item, ItemRestored event) {
    if (item.is("none")) {
      return "rejected NO_ITEM";
    }
    if (!item.is("retracted") && !item.is("withdrawn")) {
      return "rejected NOT_RETRACTED";
    }
    if (event.ifVersion() != null && event.ifVersion() != item.version) {
      return "rejected VERSION_CONFLICT";
    }
    if (item.is("withdrawn")) {
      return first(id, item, event.item(), null);
    }
    String problem = problem(event.item());
    if (problem == null) {
      change(item, event.item());
      item.state = "public";
      item.updatedAt = model.now;
      item.reason = null;
    }
    return problem == null ? "accepted" : problem;
  }
}
