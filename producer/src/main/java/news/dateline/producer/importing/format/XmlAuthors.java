package news.dateline.producer.importing.format;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Adds the authors of an item or a document. */
final class XmlAuthors {
  private static final int MAX_AUTHOR = 1_000;
  private static final Pattern MAIL_AND_NAME =
      Pattern.compile("[^\\s@]++@[^\\s(]++\\s*+\\(([^)]++)\\)");
  private static final Pattern NAME_AND_MAIL = Pattern.compile("([^<]++)<[^\\s@]++@[^\\s>]++>");
  private static final Pattern MAIL = Pattern.compile("[^\\s@]++@\\S++");

  private XmlAuthors() {}

  /** Adds the elements that are a name, with a mail address or without. */
  static void addNames(Stream<XmlElement> elements, ObjectNode entry) {
    elements
        .filter(element -> nameOf(element) == null)
        .map(XmlElement::text)
        .filter(Objects::nonNull)
        .forEach(written -> add(written, entry));
  }

  /** Adds an author as RSS writes one, as a mail address with a name. */
  private static void add(String whole, ObjectNode entry) {
    String written = whole.substring(0, Math.min(whole.length(), MAX_AUTHOR));
    Matcher after = MAIL_AND_NAME.matcher(written);
    Matcher before = NAME_AND_MAIL.matcher(written);
    if (after.matches()) {
      entry.withArray("authors").add(after.group(1).strip());
    } else if (before.matches()) {
      entry.withArray("authors").add(before.group(1).strip());
    } else if (MAIL.matcher(written).matches()) {
      entry.withArray("authors").addObject().put("url", "mailto:" + written);
    } else {
      entry.withArray("authors").add(written);
    }
  }

  /** Adds the authors whose names are elements, as in Atom. */
  static void addPersons(XmlElement source, ObjectNode entry, @Nullable String base) {
    for (XmlElement person : source.children("atom:author", "author").toList()) {
      String name = nameOf(person);
      if (name != null) {
        ObjectNode author = entry.withArray("authors").addObject().put("name", name);
        XmlElement page = person.childWithText("atom:uri", "uri", "atom:url", "url");
        String address =
            page == null
                ? null
                : XmlHead.address(base, page, XmlHead.address(base, person, page.text()));
        if (address != null) {
          author.put("url", address);
        }
      }
    }
  }

  static @Nullable String nameOf(XmlElement person) {
    return person.childText("atom:name", "name");
  }
}
