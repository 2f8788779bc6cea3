package news.dateline.producer.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * The declarations in the attribute {@code style} of an element. Of several declarations of a
 * property the last one counts, unless an earlier one is important.
 */
final class InlineStyle {
  private static final Pattern COMMENT_OR_STRING =
      Pattern.compile("(?s)/\\*.*?(?:\\*/|$)|\"[^\"]*\"|'[^']*'");
  private static final Pattern DECORATION =
      Pattern.compile("(?:-webkit-)?text-decoration(?:-line)?");
  private static final Set<String> BLOCKS =
      Set.of("block", "flex", "grid", "table", "list-item", "flow-root");
  private static final Set<String> SIDES = Set.of("left", "right");
  private static final Set<String> INVISIBLE = Set.of("hidden", "collapse");

  private final Map<String, String> values = new HashMap<>();
  private final Set<String> important = new HashSet<>();

  InlineStyle(Element source) {
    String style = COMMENT_OR_STRING.matcher(source.attr("style")).replaceAll(" ");
    for (String declaration : style.toLowerCase(Locale.ROOT).split(";", -1)) {
      String[] parts = declaration.split(":", 2);
      if (parts.length == 2) {
        declare(parts[0].strip(), parts[1].split("!", 2));
      }
    }
  }

  private void declare(String property, String[] value) {
    String name = DECORATION.matcher(property).matches() ? "text-decoration" : property;
    if (value.length == 2 && value[1].strip().equals("important")) {
      important.add(name);
    } else if (important.contains(name)) {
      return;
    }
    values.put(name, value[0].strip());
  }

  /** Returns true if browsers do not show the text of the element. */
  boolean hidesText() {
    return isNotDisplayed() || INVISIBLE.contains(value("visibility"));
  }

  /** Returns true if browsers do not show the element but leave space for it. */
  boolean isInvisible() {
    return !isNotDisplayed() && hidesText();
  }

  private boolean isNotDisplayed() {
    return value("display").equals("none");
  }

  /**
   * Returns true if the style makes a block of the element, whatever its name. An element that
   * floats left or right, such as a large first letter, is no block.
   */
  boolean isBlock() {
    return BLOCKS.contains(value("display")) && !SIDES.contains(value("float"));
  }

  boolean strikesTextOut() {
    return List.of(value("text-decoration").split("\\s+")).contains("line-through");
  }

  /** Returns the element that raises or lowers text as the style does; null if it does neither. */
  @Nullable String script() {
    return switch (value("vertical-align")) {
      case "super" -> "sup";
      case "sub" -> "sub";
      default -> null;
    };
  }

  /** Returns the value of a property in lower case; empty if there is none. */
  String value(String property) {
    return values.getOrDefault(property, "");
  }
}
