package news.dateline.cli.editor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTests {
  private final StringWriter out = new StringWriter();

  @Test
  void showsHowFarAnImportIsAndIsGoneAfterwards() {
    ProgressBar bar = new ProgressBar(new PrintWriter(out), true);

    bar.at(1, 3);
    bar.at(1, 3);
    bar.at(4, 3); // a last line about the document
    bar.clear();

    assertThat(out.toString().split("\r\u001b\\[K", -1))
        .containsExactly(
            "",
            "[##########....................] 1 of 3",
            "[##############################] 3 of 3",
            "");
  }

  @Test
  void countsTheItemsOfAServiceThatDoesNotSayHowManyThereAre() {
    ProgressBar bar = new ProgressBar(new PrintWriter(out), true);

    bar.at(7, 0);

    assertThat(out.toString()).endsWith("7 items");
  }

  @Test
  void printsNothingWhereThereIsNoTerminal() {
    ProgressBar bar = new ProgressBar(new PrintWriter(out), false);

    bar.at(1, 3);
    bar.clear();

    assertThat(out.toString()).isEmpty();
  }
}
