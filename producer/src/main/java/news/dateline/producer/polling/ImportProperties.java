package news.dateline.producer.polling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sources that the producers poll.
 *
 * @param imports Sources that are polled, each with {@code url} and {@code feed}, as the guide on
 *     importing describes. All producers need the same.
 */
@ConfigurationProperties("dateline")
record ImportProperties(@DefaultValue List<Source> imports) {
  /**
   * A source that is polled.
   *
   * @param url Address of the document.
   * @param feed Feed that gets the items.
   * @param source Name of the source. Without it the address stands for it.
   * @param interval Time between two polls.
   * @param labels Label of the feed for each category of the source.
   * @param headers Headers of the request. No other origin gets them.
   */
  record Source(
      @Nullable String url,
      @Nullable String feed,
      @Nullable String source,
      @DefaultValue("5m") Duration interval,
      @DefaultValue Map<String, String> labels,
      @DefaultValue Map<String, String> headers) {
    /** Names no address and no header: either may contain a secret. */
    @Override
    public String toString() {
      return source + " of the feed " + feed;
    }
  }

  ImportProperties {
    targets(imports);
  }

  /** Returns the sources in the order of the settings. */
  List<PollTarget> targets() {
    return targets(imports);
  }

  private static List<PollTarget> targets(List<Source> imports) {
    List<PollTarget> targets = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < imports.size(); i++) {
      String name = "dateline.imports[" + i + "]";
      PollTarget target = PollTarget.of(imports.get(i), name);
      if (!keys.add(target.key())) {
        throw new IllegalArgumentException(
            name + ".source is that of another source of the same feed");
      }
      targets.add(target);
    }
    return List.copyOf(targets);
  }
}
