package news.dateline.producer.importing.format;

import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import news.dateline.producer.problem.ProblemException;
import news.dateline.producer.problem.ProblemType;

/**
 * Parses RSS 0.9x, 1.0 and 2.0 and Atom 0.3 and 1.0 item by item, so that a document is never in
 * memory as one tree.
 */
final class XmlFeed {
  private static final int MAX_DEPTH = 200;

  /** How many elements and attributes an item has at most, and attributes any element. */
  private static final int MAX_PARTS = 20_000;

  /** The code of the error of the JDK for an element of too many attributes. */
  private static final String TOO_MANY_ATTRIBUTES = "JAXP00010002";

  private static final int MAX_TEXT = 1_000_000;
  private static final Set<String> ROOTS = Set.of("rss", "rdf:RDF", "atom:feed", "feed");
  private static final Set<String> ENTRIES = Set.of("atom:entry", "entry");

  private final XMLStreamReader reader;
  private final XmlNames names = new XmlNames();
  private final SourceDocument document;
  private final XmlHead head;
  private final XmlDigest digest = new XmlDigest();
  private boolean cut;
  private int depth;
  private int parts;

  private XmlFeed(XMLStreamReader reader, SourceDocument document) {
    this.reader = reader;
    this.document = document;
    this.head = new XmlHead(document);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // Without a DTD only references such as &lt; are counted. JDK 24 and later take 100,000.
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.elementAttributeLimit", "" + MAX_PARTS);
    factory.setProperty("jdk.xml.maxElementDepth", "0"); // MAX_DEPTH counts from the item on
    return factory;
  }

  static void read(Reader text, SourceDocument document) {
    XmlRepair repaired = new XmlRepair(text);
    try {
      new XmlFeed(factory().createXMLStreamReader(repaired), document).read();
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
    if (repaired.hasDropped()) {
      document.notes().add("has characters that XML cannot carry, which were dropped");
    }
  }

  private static ProblemException malformed(XMLStreamException e) {
    if (String.valueOf(e.getMessage()).contains(TOO_MANY_ATTRIBUTES)) {
      return new ProblemException(
          ProblemType.BAD_JSON, "an element has more than " + MAX_PARTS + " attributes");
    }
    String where =
        e.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
    return new ProblemException(ProblemType.BAD_JSON, "the body is not well-formed XML" + where);
  }

  private void read() throws XMLStreamException {
    while (reader.next() != XMLStreamConstants.START_ELEMENT) {
      // the prolog says nothing about the items
    }
    String root = names.pushScope(reader);
    if (ENTRIES.contains(root)) {
      document.add(XmlEntries.atom(element(root), digest.finish(), head));
    } else if (ROOTS.contains(root)) {
      head.readAttributes(attributes());
      readChildren(true);
    } else {
      throw new ProblemException(
              ProblemType.INVALID, "the document is neither RSS nor Atom: its root is " + root)
          .with("field", "items");
    }
    head.finish();
    if (cut) {
      document.notes().add("has texts of more than " + MAX_TEXT + " characters, which were cut");
    }
  }

  private void readChildren(boolean ofRoot) throws XMLStreamException {
    while (true) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        names.popScope();
        return;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        readChild(names.pushScope(reader), ofRoot);
      }
    }
  }

  private void readChild(String name, boolean ofRoot) throws XMLStreamException {
    parts = 0;
    switch (name) {
      case "item" -> document.add(XmlEntries.rss(element(name), digest.finish(), head));
      case "atom:entry", "entry" ->
          document.add(XmlEntries.atom(element(name), digest.finish(), head));
      case "at:deleted-entry" -> {
        addDeletion(element(name));
        digest.finish();
      }
      default -> {
        if (ofRoot && name.equals("channel")) {
          head.readAttributes(attributes());
          readChildren(false);
        } else if (head.uses(name)) {
          head.add(element(name));
          digest.finish();
        } else {
          skip();
        }
      }
    }
  }

  /** Adds a deletion as RFC 6721 writes it. */
  private void addDeletion(XmlElement deleted) {
    String ref = deleted.attribute("ref");
    if (ref != null) {
      document.addDeletion(
          new SourceDocument.Deletion(
              ref, deleted.attribute("when"), deleted.childText("at:comment", "comment")));
    }
  }

  /** Reads up to the end of the element on whose start the reader stands. */
  private void skip() throws XMLStreamException {
    int open = 1;
    while (open > 0) {
      int event = reader.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open--;
      }
    }
    names.popScope();
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(XmlNames.attribute(reader, i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  /** Counts the element and its attributes. Throws a {@link ProblemException} above the limits. */
  private void count() {
    parts += 1 + reader.getAttributeCount();
    if (++depth > MAX_DEPTH || parts > MAX_PARTS) {
      throw new ProblemException(
          ProblemType.BAD_JSON,
          "an item has more than %d elements and attributes, or nests deeper than %d"
              .formatted(MAX_PARTS, MAX_DEPTH));
    }
  }

  /** Reads the element on whose start the reader stands, up to its end. */
  private XmlElement element(String name) throws XMLStreamException {
    count();
    XmlElement element = new XmlElement(name, names.earlierName(reader), attributes());
    digest.start(element.earlierName(), element.attributes());
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          digest.separate(element.content().isEmpty());
          element.content().add(element(names.pushScope(reader)));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          digest.separate(element.content().isEmpty());
          element.content().add(text(reader.getText()));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          digest.end();
          names.popScope();
          depth--;
          return element;
        }
        default -> {
          // comments and processing instructions
        }
      }
    }
  }

  /** Returns as much of a text as is used: one character more shows that there was more. */
  private String text(String whole) {
    digest.add(whole);
    if (whole.length() <= MAX_TEXT) {
      return whole;
    }
    cut = true;
    int end = Character.isHighSurrogate(whole.charAt(MAX_TEXT)) ? MAX_TEXT + 2 : MAX_TEXT + 1;
    return whole.substring(0, Math.min(end, whole.length()));
  }
}
