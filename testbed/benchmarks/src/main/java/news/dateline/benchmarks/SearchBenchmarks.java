package news.dateline.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import news.dateline.events.FeedId;
import news.dateline.events.ItemContent;
import news.dateline.events.Kicker;
import news.dateline.events.PublicState.Change;
import news.dateline.feedapi.index.FeedIndex;
import news.dateline.feedapi.index.FeedStore;
import news.dateline.feedapi.search.TextSearch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures a search without a result, which examines as many items as a search may. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class SearchBenchmarks {
  private static final FeedId FEED = new FeedId("world");
  private static final List<String> TITLES =
      List.of(
          "The lift bridge reopens to trams two days earlier than was promised in spring",
          "Нічний пором на острови повертається з п’ятниці, а квитки подорожчають на гривню",
          "Die Straßenbahn fährt über Łódź und Zürich nach Malmö, früher als versprochen",
          "إعادة فتح الجسر المتحرك أمام الترام قبل الموعد المعلن بيومين كاملين");

  private final TextSearch search = TextSearch.of("q", "bridge zeppelin");
  private final FeedIndex index = fill();

  private static FeedIndex fill() {
    SampleFeed sample = new SampleFeed(FEED);
    FeedStore feeds = new FeedStore();
    feeds.apply(sample.opened());
    LongStream.range(0, TextSearch.MAX_EXAMINED)
        .mapToObj(i -> sample.item("i" + i, content((int) i), Change.PUBLISHED, i + 2, i + 2))
        .forEach(feeds::apply);
    feeds.publish();
    return feeds.find(FEED).orElseThrow();
  }

  private static ItemContent content(int i) {
    String title = TITLES.get(i % TITLES.size());
    return new ItemContent(
        i + " " + title,
        new Kicker("Hour by hour", null),
        "analysis",
        title + ". " + title + ". " + title + ".",
        "<p>" + "x".repeat(2_000) + "</p>",
        "https://example.org/story/" + i,
        null,
        List.of(),
        "Agency",
        List.of("bridge", "trams"),
        "City",
        null,
        null,
        null,
        null);
  }

  /** Examines 10,000 items, each with a title of about 75 characters and a lead of about 230. */
  @Benchmark
  public TextSearch.Result search() {
    return search.run(index.items(null), 40, () -> false);
  }
}
