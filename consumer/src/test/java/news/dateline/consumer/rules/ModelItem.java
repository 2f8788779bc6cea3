package news.dateline.consumer.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import news.dateline.events.Breaking;
import news.dateline.events.ItemContent;
import org.jspecify.annotations.Nullable;

/** All that the {@link ReferenceModel} knows of an item. */
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
  boolean pinned;
  @Nullable String reason;
  List<String> notes = new ArrayList<>();
  List<String> waiting = new ArrayList<>();

  boolean is(String other) {
    return state.equals(other);
  }

  /** When something happens to it by itself. */
  @Nullable Instant end() {
    return is("held") ? embargo : breaking == null ? null : breaking.until();
  }

  /** Why it cannot be changed as a public item can; null: it can. */
  @Nullable String absent() {
    return switch (state) {
      case "none" -> "rejected NO_ITEM";
      case "held" -> "rejected HELD";
      case "public" -> null;
      default -> "rejected RETRACTED";
    };
  }

  boolean says(ItemContent other) {
    boolean sameEmbargo = other.embargoedUntil() == null || other.embargoedUntil().equals(embargo);
    return other.withoutTimes().equals(content)
        && (other.publishedAt() == null || other.publishedAt().equals(publishedAt))
        && (is("public") || sameEmbargo);
  }
}
