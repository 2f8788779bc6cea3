package news.dateline.producer.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/** Finds the captions of pictures. A caption leaves a body with its picture, or stays with it. */
final class Captions {
  private static final String CAPTION = "figcaption, .wp-caption-text";

  /** What stays in a body beside pictures, and may be what the caption is about. */
  private static final String STAYING = "iframe, video, audio, object, embed, table, pre";

  /** What may stand between a picture and its caption, or in the element around a picture. */
  private static final Set<String> GAPS = Set.of("br", "wbr", "source", "noscript");

  private final Map<Element, Boolean> withoutMedia = new HashMap<>();
  private final Map<Element, Optional<Element>> captions = new HashMap<>();

  private final Set<Element> removed = new HashSet<>();

  /**
   * Records an element as removed from the body if it is the caption of a picture, which is removed
   * too. Returns false if the element stays.
   */
  boolean tryRemove(Element source) {
    return isCaption(source) && goesWithPicture(source) && removed.add(source);
  }

  /** Records the captions of a figure as removed from the body. */
  void removeAllOf(Element figure) {
    removed.addAll(figure.select(CAPTION));
  }

  /** Returns true if a caption with text was removed that is not the given one. */
  boolean hasRemovedOtherThan(@Nullable Element caption) {
    return removed.stream().anyMatch(other -> saysSomething(other) && !other.equals(caption));
  }

  private static boolean saysSomething(Element caption) {
    return caption.hasText() || caption.select("img").stream().anyMatch(Pictures::isFormula);
  }

  private boolean goesWithPicture(Element caption) {
    Element figure = figure(caption.parent());
    Element before = figure == null ? captionedImage(caption) : null;
    return figure == null ? before != null && Pictures.isPicture(before) : keepsNoMedia(figure);
  }

  /** Returns true if the element is a figure of pictures and captions, and of nothing else. */
  boolean isOnlyPicture(Element source) {
    return isFigure(source) && keepsNoMedia(source) && !hasTextBesideCaptions(source);
  }

  /** Returns true if the figure has a picture, and no medium that stays in the body. */
  private boolean keepsNoMedia(Element figure) {
    return withoutMedia.computeIfAbsent(
        figure,
        of ->
            of.selectFirst(STAYING) == null
                && of.select("img").stream().anyMatch(Pictures::isPicture));
  }

  private static boolean hasTextBesideCaptions(Element element) {
    return element.childNodes().stream()
        .anyMatch(
            child ->
                child instanceof TextNode text
                    ? !text.getWholeText().replace('\u00A0', ' ').isBlank()
                    : child instanceof Element inner
                        && !isCaption(inner)
                        && (Pictures.isFormula(inner) || hasTextBesideCaptions(inner)));
  }

  /** Returns the caption of the innermost figure that has one, else the one after the picture. */
  @Nullable Element of(Element picture) {
    Element innermost = figure(picture.parent());
    if (innermost == null) {
      return followingCaption(picture);
    }
    for (Element at = innermost; at != null; at = figure(at.parent())) {
      Optional<Element> caption = captions.computeIfAbsent(at, Captions::captionIn);
      if (caption.isPresent()) {
        return keepsNoMedia(at) ? caption.get() : null;
      }
    }
    return null;
  }

  private static Optional<Element> captionIn(Element figure) {
    return figure.select(CAPTION).stream()
        .filter(caption -> figure.equals(figure(caption.parent())))
        .findFirst();
  }

  private static @Nullable Element figure(@Nullable Element inner) {
    for (Element at = inner; at != null; at = at.parent()) {
      if (isFigure(at)) {
        return at;
      }
    }
    return null;
  }

  private static boolean isFigure(Element source) {
    return source.normalName().equals("figure") || source.hasClass("wp-caption");
  }

  private static boolean isCaption(Element source) {
    return source.normalName().equals("figcaption") || source.hasClass("wp-caption-text");
  }

  /** Returns the caption that stands after the picture, outside of a figure. */
  private static @Nullable Element followingCaption(Element picture) {
    Node next = picture.nextSibling();
    while (next != null && isGap(next)) {
      next = next.nextSibling();
    }
    if (next instanceof Element caption) {
      return isCaption(caption) ? caption : null;
    }
    // the caption may follow an element that contains only the picture
    Element around = next == null ? picture.parent() : null;
    return around != null && onlyPicture(around) != null ? followingCaption(around) : null;
  }

  private static @Nullable Element captionedImage(Element caption) {
    Node before = caption.previousSibling();
    while (before != null && isGap(before)) {
      before = before.previousSibling();
    }
    return before instanceof Element picture ? onlyPicture(picture) : null;
  }

  /** Returns the picture that the element is, or that is all it contains. */
  private static @Nullable Element onlyPicture(Element element) {
    Element at = element;
    while (!at.normalName().equals("img")) {
      List<Node> content = at.childNodes().stream().filter(child -> !isGap(child)).toList();
      boolean wrapped = content.size() == 1 && content.get(0) instanceof Element;
      if (!wrapped || isFigure(at) || isCaption(at) || at.normalName().equals("body")) {
        return null;
      }
      at = (Element) content.get(0);
    }
    return at;
  }

  private static boolean isGap(Node node) {
    return node instanceof TextNode text
        ? text.getWholeText().replace('\u00A0', ' ').isBlank()
        : node instanceof Comment
            || (node instanceof Element element && GAPS.contains(element.normalName()));
  }
}
