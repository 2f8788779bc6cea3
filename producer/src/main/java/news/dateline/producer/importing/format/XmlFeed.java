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
  private static final XMLInputFactory FACTORY = factory();
  private static final int MAX_DEPTH = 200;
  private static final int MAX_ELEMENTS = 20_000;
  private static final Set<String> ROOTS = Set.of("rss", "rdf:RDF", "atom:feed", "feed");
  private static final Set<String> ENTRIES = Set.of("atom:entry", "entry");

  private final XMLStreamReader reader;
  private final XmlNames names = new XmlNames();
  private final SourceDocument document;
  private final XmlHead head;
  private int depth;
  private int elements;

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
    return factory;
  }

  static void read(Reader text, SourceDocument document) {
    XmlRepair repaired = new XmlRepair(text);
    try {
      new XmlFeed(FACTORY.createXMLStreamReader(repaired), document).read();
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
    if (repaired.hasDropped()) {
      document.notes().add("has characters that XML cannot carry, which were dropped");
    }
  }

  private static ProblemException malformed(XMLStreamException e) {
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
    String root = names.enter(reader);
    if (ENTRIES.contains(root)) {
      document.add(XmlEntries.atom(element(root), head));
    } else if (ROOTS.contains(root)) {
      head.enter(attributes());
      readChildren(true);
    } else {
      throw new ProblemException(
              ProblemType.INVALID, "the document is neither RSS nor Atom: its root is " + root)
          .with("field", "items");
    }
    head.finish();
  }

  private void readChildren(boolean ofRoot) throws XMLStreamException {
    while (true) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        names.leave();
        return;
      }
      if (event == XMLStreamConstants.START_ELEMENT) {
        readChild(names.enter(reader), ofRoot);
      }
    }
  }

  private void readChild(String name, boolean ofRoot) throws XMLStreamException {
    elements = 0;
    switch (name) {
      case "item" -> document.add(XmlEntries.rss(element(name), head));
      case "atom:entry", "entry" -> document.add(XmlEntries.atom(element(name), head));
      case "at:deleted-entry" -> addDeletion(element(name));
      default -> {
        if (ofRoot && name.equals("channel")) {
          head.enter(attributes());
          readChildren(false);
        } else if (head.uses(name)) {
          head.add(element(name));
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
    names.leave();
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      attributes.put(XmlNames.attribute(reader, i), reader.getAttributeValue(i));
    }
    return attributes;
  }

  /** Reads the element on whose start the reader stands, up to its end. */
  private XmlElement element(String name) throws XMLStreamException {
    if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
      throw new ProblemException(
          ProblemType.BAD_JSON,
          "an item has more than %d elements, or nests deeper than %d"
              .formatted(MAX_ELEMENTS, MAX_DEPTH));
    }
    XmlElement element = new XmlElement(name, attributes());
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT ->
            element.content().add(element(names.enter(reader)));
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            element.content().add(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          names.leave();
          depth--;
          return element;
        }
        default -> {
          // comments and processing instructions
        }
      }
    }
  }
}
