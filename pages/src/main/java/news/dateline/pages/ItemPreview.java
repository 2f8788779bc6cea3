package news.dateline.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import news.dateline.events.FeedId;
import news.dateline.events.FeedSettings;
import news.dateline.events.FeedSettings.Presentation;
import news.dateline.events.Item;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Renders an item with the templates of the readers' pages before any reader can see it. The
 * document has the article and, if the feed is a live blog, the post. It has no script, and its
 * links lead nowhere in a frame that may open no window. Thread-safe.
 */
public final class ItemPreview {
  private final Messages messages = new Messages();
  private final TemplateEngine engine = Templates.engine(messages);
  private final List<String> styles;

  /**
   * @param styles the paths of the style sheets {@code page.css} and {@code article.css}
   */
  public ItemPreview(List<String> styles) {
    this.styles = styles;
  }

  /**
   * Renders the item as readers will see it.
   *
   * @param now decides which day is today
   * @return HTML, encoded in UTF-8
   */
  public byte[] render(FeedId feed, FeedSettings profile, Item item, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, profile.zone());
    ItemViews views = new ItemViews(feed, profile, messages, today);
    Context context = new Context(views.locale());
    context.setVariable("feedTitle", profile.title());
    context.setVariable("feedLanguage", views.language(null));
    context.setVariable("language", Language.of(views.locale()));
    context.setVariable("urls", views.urls());
    context.setVariable("item", views.of(item));
    context.setVariable("liveBlog", profile.presentationOrDefault() == Presentation.LIVE_BLOG);
    context.setVariable("target", "");
    context.setVariable("styles", styles);
    return engine.process("preview", context).getBytes(UTF_8);
  }
}
