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
          "(?i)embr?arg|embrag|^released?[_ -]?(?:at|on|after)$|not[_ -]?before"
              + "|publish(?:ed)?[_ -]?after|^(?:hold|held)[_ -]?until$|^held$");

  /** Names of which the value is the end: an item may also say since when it is held. */
  private static final Pattern END =
      Pattern.compile("(?i)until|before|after|^release|^embargo(?:ed)?$");

  /** What says that there is no embargo. */
  private static final Set<String> NONE = Set.of("", "false", "0");

  private Embargo() {}

  public static boolean isStatedBy(Map.Entry<String, JsonNode> member) {
    JsonNode value = member.getValue();
    boolean none =
        value.isNull()
            || (value.isValueNode()
                && NONE.contains(value.asString().strip().toLowerCase(Locale.ROOT)));
    return !none && NAME.matcher(member.getKey().strip()).find();
  }

  /** Returns true if the value of a member that states an embargo is when the embargo ends. */
  public static boolean isEnd(Map.Entry<String, JsonNode> member) {
    return member.getValue().isString() && END.matcher(member.getKey()).find();
  }
}
