package news.dateline.feedapi.page;

import org.springframework.context.MessageSource;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.messageresolver.SpringMessageResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The templates under {@code feed-api/templates/}. */
final class Templates {
  private Templates() {}

  static SpringTemplateEngine engine(MessageSource messages) {
    ClassLoaderTemplateResolver files =
        new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
    files.setPrefix("feed-api/templates/");
    files.setSuffix(".html");
    files.setCharacterEncoding("UTF-8");
    StrictMessages strict = new StrictMessages();
    strict.setMessageSource(messages);
    SpringTemplateEngine engine = new SpringTemplateEngine();
    engine.setTemplateResolver(files);
    engine.setMessageResolver(strict);
    return engine;
  }

  /** A key without a text is our fault and must not reach a reader. */
  private static final class StrictMessages extends SpringMessageResolver {
    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      throw new IllegalStateException("no text for " + key);
    }
  }
}
