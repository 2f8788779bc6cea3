package news.dateline.testsupport;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A Chromium browser. If none is installed, its tests are skipped, unless CI is set. */
public record Chromium(ChromeDriver browser) implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

  /** Holds the browser of the tests that open pages in tabs of their own. */
  private static final class Shared {
    static final Chromium INSTANCE = startShared();
  }

  public static void assumed() {
    if (System.getenv("CI") == null) {
      assumeThat(CHROMIUM).exists();
      assumeThat(CHROMEDRIVER).exists();
    }
  }

  /** Returns the browser that this JVM's tests share. It ends with the JVM. */
  public static Chromium shared() {
    return Shared.INSTANCE;
  }

  private static Chromium startShared() {
    try {
      Chromium shared = start(Files.createTempDirectory("dateline-chromium"));
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close, "stop-shared-chromium"));
      return shared;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Chromium start(Path profile) {
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(CHROMIUM.toFile())
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
        new ChromeDriverService.Builder().usingDriverExecutable(CHROMEDRIVER.toFile()).build();
    return new Chromium(new ChromeDriver(driver, options));
  }

  @Override
  public void close() {
    browser.quit();
  }
}
