package news.dateline.standalone;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real browser. Where there is none its tests do not run, unless CI is set. */
final class Chromium {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private Chromium() {}

  static void assumeThere() {
    if (System.getenv("CI") == null) {
      assumeThat(BROWSER).exists();
      assumeThat(DRIVER).exists();
    }
  }

  /**
   * @param profile an empty directory for what it keeps
   */
  static ChromeDriver start(Path profile) {
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(BROWSER.toFile())
            .addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
    ChromeDriverService driver =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    return new ChromeDriver(driver, options);
  }
}
