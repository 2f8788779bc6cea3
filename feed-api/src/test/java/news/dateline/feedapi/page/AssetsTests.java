package news.dateline.feedapi.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;

class AssetsTests {
  private final Assets assets = new Assets();

  @Test
  void filesAreCompressedOnce() throws IOException {
    for (Resource file : ClasspathDigest.files(Assets.STATIC_FILES)) {
      Assets.Asset asset = assets.find(String.valueOf(file.getFilename())).orElseThrow();
      try (GZIPInputStream gzip =
          new GZIPInputStream(new ByteArrayInputStream(asset.gzip().copy()))) {
        assertThat(gzip.readAllBytes()).as(file.getFilename()).isEqualTo(asset.content().copy());
      }
      assertThat(asset.gzip().length()).isLessThanOrEqualTo(asset.content().length() + 20);
    }
  }

  @Test
  void scriptsAndStylesHaveNoCommentsAndNoIndentation() throws IOException {
    for (Resource file : ClasspathDigest.files(Assets.STATIC_FILES)) {
      String name = String.valueOf(file.getFilename());
      String content = new String(assets.find(name).orElseThrow().content().copy(), UTF_8);
      if (name.endsWith(".js")) {
        assertThat(content).as(name).doesNotContain("/**");
        assertThat(content.lines()).as(name).noneMatch(line -> line.matches("\\s.*|//.*|"));
        assertThat(content).as(name).hasSizeLessThan(source(file).length());
      } else if (name.endsWith(".css")) {
        assertThat(content).as(name).doesNotContain("/*").hasSizeLessThan(source(file).length());
      }
    }
  }

  private static String source(Resource file) throws IOException {
    return file.getContentAsString(UTF_8);
  }
}
