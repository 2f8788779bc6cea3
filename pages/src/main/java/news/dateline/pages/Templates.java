package news.dateline.pages;

import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.messageresolver.SpringMessageResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Creates the engine of the Thymeleaf templates under {@code pages/templates/}. */
public final class Templates {
  private Templates() {}

  /** Returns a new engine, which has a cache of its own. Thread-safe. */
  public static SpringTemplateEngine engine(Messages messages) {
    ClassLoaderTemplateResolver files =
        new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    files.setPrefix("pages/templates/");
    files.setSuffix(".html");
    files.setCharacterEncoding("UTF-8");
    StrictMessages strict = new StrictMessages();
    strict.setMessageSource(messages.source());
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(files);
    engine.setMessageResolver(strict);
    return engine;
  }

  /** Throws if a key has no text. Thymeleaf itself would show the key to the reader. */
  private static final class StrictMessages extends SpringMessageResolver {
    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      throw new IllegalStateException("There is no text for " + key);
    }
  }
}
