package news.dateline.producer.importing.format;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Tells members that say that an item is not public yet, also where the name is misspelled. */
public final class Embargo {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)embr?arg|embrag|^release|not_?before|publish(?:ed)?_?after|until$|^held$");

  /** What says that there is no embargo. */
  private static final Set<String> NONE = Set.of("", "false", "0");

  private Embargo() {}

  public static boolean isStatedBy(Map.Entry<String, JsonNode> member) {
    JsonNode value = member.getValue();
    boolean none =
        value.isNull()
            || (value.isValueNode()
                && NONE.contains(value.asString().strip().toLowerCase(Locale.ROOT)));
    return !none && NAME.matcher(member.getKey()).find();
  }
}
