package news.dateline.producer.importing.format;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Tells members that say that an item is not public yet, also where the name is misspelled. Of
 * elements of XML the local name counts; that of a draft is of RFC 5023, section 13.1.1.
 */
public final class Embargo {
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)embr?arg|embrag|^released?[_ -]?(?:at|on|after)$|not[_ -]?before"
              + "|publish(?:ed)?[_ -]?after|^(?:hold|held)[_ -]?until$|^held$|^draft$"
              + "|^dcterms:available$");

  /** Names of which the value is the end: an item may also say since when it is held. */
  private static final Pattern END =
      Pattern.compile("(?i)until|before|after|^release|^embargo(?:ed)?(?:[_ -]?date)?$|available$");

  /** Names of which a day as the value is the first day on which the item is public. */
  private static final Pattern FIRST_DAY =
      Pattern.compile("(?i)^release.*[_ -]?(?:at|on)$|available$");

  /** What says that there is no embargo. */
  private static final Set<String> NONE = Set.of("", "false", "no", "0");

  private Embargo() {}

  /** Copies what an item of XML says of its embargo, so that it is refused. */
  static void copy(XmlElement item, ObjectNode extension) {
    Stream<XmlElement> control =
        item.children("other:control", "control").flatMap(XmlElement::children);
    Stream.concat(item.children(), control)
        .map(
            element -> {
              String name = element.name();
              int local = name.startsWith("dcterms:") ? 0 : name.indexOf(':') + 1;
              String text = Objects.requireNonNullElse(element.text(), "");
              return Map.<String, JsonNode>entry(name.substring(local), StringNode.valueOf(text));
            })
        .filter(Embargo::isStatedBy)
        .forEach(
            stated -> {
              JsonNode other = extension.get(stated.getKey());
              // two elements of one name have no one end
              extension.set(
                  stated.getKey(),
                  other == null
                      ? stated.getValue()
                      : extension.arrayNode().add(other).add(stated.getValue()));
            });
  }

  public static boolean isStatedBy(Map.Entry<String, JsonNode> member) {
    JsonNode value = member.getValue();
    boolean none =
        value.isNull()
            || (value.isValueNode()
                && NONE.contains(value.asString().strip().toLowerCase(Locale.ROOT)));
    return !none && NAME.matcher(member.getKey().strip()).find();
  }

  /** Returns true if an embargo of a day ends when the day begins. */
  public static boolean endsWithStartOfDay(String name) {
    return FIRST_DAY.matcher(name).find();
  }

  /** Returns true if the value of a member that states an embargo is when the embargo ends. */
  public static boolean isEnd(Map.Entry<String, JsonNode> member) {
    return member.getValue().isString() && END.matcher(member.getKey()).find();
  }
}
