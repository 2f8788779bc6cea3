package news.dateline.testbed.verify.feed;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The public state of an item after one change.
 *
 * @param content what a reader sees; null if the item is retracted
 * @param reason why the item was retracted; null if it is not
 */
public record ItemState(
    String id, long seq, int version, @Nullable JsonNode content, @Nullable String reason) {

  public static ItemState of(JsonNode item) {
    boolean retracted = "retracted".equals(item.path("status").asString(""));
    return new ItemState(
        item.path("id").asString(""),
        item.path("seq").asLong(0),
        item.path("version").asInt(0),
        retracted ? null : item,
        retracted ? item.path("reason").asString("") : null);
  }

  public boolean retracted() {
    return content == null;
  }

  public String title() {
    return text("title");
  }

  public String label() {
    return text("label");
  }

  public String section() {
    return text("section");
  }

  public Set<String> tags() {
    return content == null
        ? Set.of()
        : content.path("tags").values().stream()
            .map(tag -> tag.asString(""))
            .collect(Collectors.toSet());
  }

  public boolean breaking() {
    return content != null && content.path("breaking").isObject();
  }

  public boolean pinned() {
    return content != null && content.path("pinned").asBoolean(false);
  }

  public List<String> corrections() {
    return content == null
        ? List.of()
        : content.path("corrections").values().stream()
            .map(correction -> correction.path("note").asString(""))
            .toList();
  }

  /** Returns true if both state the same about the same change. */
  public boolean sameAs(ItemState other) {
    return id.equals(other.id)
        && version == other.version
        && (content == null ? other.content == null : content.equals(other.content))
        && (reason == null ? other.reason == null : reason.equals(other.reason));
  }

  private String text(String field) {
    return content == null ? "" : content.path(field).asString("");
  }
}
