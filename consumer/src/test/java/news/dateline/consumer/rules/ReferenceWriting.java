package news.dateline.consumer.rules;

import java.time.Duration;
import java.time.Instant;
import news.dateline.events.ItemContent;
import news.dateline.events.NewsEvent.ItemCorrected;
import news.dateline.events.NewsEvent.ItemRestored;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link ReferenceModel} makes of content: published, held, changed, corrected, restored.
 */
final class ReferenceWriting {
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final ReferenceModel model;

  ReferenceWriting(ReferenceModel model) {
    this.model = model;
  }

  String publish(String id, ModelItem story, ItemContent content) {
    return switch (story.state) {
      case "none" -> first(id, story, content);
      case "retracted", "withdrawn" -> "rejected RETRACTED";
      default -> story.says(content) ? "unchanged" : "rejected EXISTS";
    };
  }

  private String first(String id, ModelItem story, ItemContent content) {
    boolean held = waits(content);
    if (tooLate(content, held ? content.embargoedUntil() : model.now)) {
      return "rejected PUBLISHED_IN_FUTURE";
    }
    fill(story, content);
    story.publishedAt = content.publishedAt();
    story.updatedAt = null;
    if (held) {
      story.state = "held";
      story.embargo = content.embargoedUntil();
      story.waiting.add(id);
      return "held";
    }
    model.show(story, content.publishedAt() == null ? model.now : content.publishedAt());
    return "accepted";
  }

  private boolean waits(ItemContent content) {
    return content.embargoedUntil() != null && content.embargoedUntil().isAfter(model.now);
  }

  private static boolean tooLate(ItemContent content, Instant shown) {
    return content.publishedAt() != null && content.publishedAt().isAfter(shown.plus(SKEW));
  }

  private static void fill(ModelItem story, ItemContent content) {
    story.content = content.withoutTimes();
    story.version++;
  }

  String write(
      String id,
      ModelItem story,
      ItemContent content,
      @Nullable Integer ifVersion,
      String updated) {
    if (story.is("none")) {
      return "rejected NO_ITEM";
    }
    if (story.is("retracted") || story.is("withdrawn")) {
      return "rejected RETRACTED";
    }
    if (ifVersion != null && ifVersion != story.version) {
      return "rejected VERSION_CONFLICT";
    }
    if (story.says(content)) {
      return "unchanged";
    }
    if (story.is("held")) {
      return reviseHeld(id, story, content);
    }
    String problem = problem(content);
    if (problem == null) {
      change(story, content);
      story.updatedAt = updated.equals("now") ? model.now : story.updatedAt;
    }
    return problem == null ? "accepted" : problem;
  }

  private String reviseHeld(String id, ModelItem story, ItemContent content) {
    Instant embargo = content.embargoedUntil() == null ? story.embargo : content.embargoedUntil();
    Instant published = content.publishedAt() == null ? story.publishedAt : content.publishedAt();
    boolean held = embargo.isAfter(model.now);
    if (tooLate(content.timed(published, null), held ? embargo : model.now)) {
      return "rejected PUBLISHED_IN_FUTURE";
    }
    fill(story, content);
    story.embargo = embargo;
    story.publishedAt = published;
    if (held) {
      story.waiting.add(id);
      return "held";
    }
    long before = model.seq;
    model.show(story, published == null ? model.now : published);
    model.settle(story, "accepted" + model.numbers(before));
    return "accepted";
  }

  private @Nullable String problem(ItemContent content) {
    if (waits(content)) {
      return "rejected ALREADY_PUBLIC";
    }
    return tooLate(content, model.now) ? "rejected PUBLISHED_IN_FUTURE" : null;
  }

  private void change(ModelItem story, ItemContent content) {
    fill(story, content);
    story.publishedAt = content.publishedAt() == null ? story.publishedAt : content.publishedAt();
    story.seq = ++model.seq;
  }

  String correct(ModelItem story, ItemCorrected event) {
    String absent = story.absent();
    if (absent != null) {
      return absent;
    }
    if (event.ifVersion() != null && event.ifVersion() != story.version) {
      return "rejected VERSION_CONFLICT";
    }
    String problem = problem(event.item());
    if (problem == null) {
      change(story, event.item());
      story.updatedAt = model.now;
      story.notes.add(event.note());
    }
    return problem == null ? "accepted" : problem;
  }

  String restore(String id, ModelItem story, ItemRestored event) {
    if (story.is("none")) {
      return "rejected NO_ITEM";
    }
    if (!story.is("retracted") && !story.is("withdrawn")) {
      return "rejected NOT_RETRACTED";
    }
    if (event.ifVersion() != null && event.ifVersion() != story.version) {
      return "rejected VERSION_CONFLICT";
    }
    if (story.is("withdrawn")) {
      return first(id, story, event.item());
    }
    String problem = problem(event.item());
    if (problem == null) {
      change(story, event.item());
      story.state = "public";
      story.updatedAt = model.now;
      story.reason = null;
    }
    return problem == null ? "accepted" : problem;
  }
}
