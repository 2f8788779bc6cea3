package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.ItemContent;
import org.jspecify.annotations.Nullable;

/** An item of the {@link ReferenceModel}. */
final class ModelItem {
  String state = "none";
  @Nullable ItemContent content;
  int version;
  long seq;
  long firstSeq;
  @Nullable Instant publishedAt;
  @Nullable Instant updatedAt;
  @Nullable Instant embargo;
  @Nullable Breaking breaking;
  Breaking.@Nullable Planned planned;
  boolean pinned;
  @Nullable String reason;
  List<String> notes = new ArrayList<>();
  List<String> waiting = new ArrayList<>();

  boolean is(String other) {
    return state.equals(other);
  }

  /** Returns when the embargo or the breaking news ends. */
  @Nullable Instant timerDue() {
    return is("held") ? embargo : breaking == null ? null : breaking.until();
  }

  /** Returns the rejection of an event that needs a public item; null if the item is public. */
  @Nullable String rejection() {
    return switch (state) {
      case "none" -> "rejected NO_ITEM";
      case "held" -> "rejected HELD";
      case "public" -> null;
      default -> "rejected RETRACTED";
    };
  }

  boolean sameContent(ItemContent other) {
    boolean sameEmbargo = other.embargoedUntil() == null || other.embargoedUntil().equals(embargo);
    return other.withoutTimes().equals(content)
        && (other.publishedAt() == null || other.publishedAt().equals(publishedAt))
        && (is("public") || sameEmbargo);
  }
}
