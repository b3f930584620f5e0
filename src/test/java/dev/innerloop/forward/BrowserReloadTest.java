package dev.innerloop.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser: its page tells the app which version it has loaded. */
@Timeout(120)
class BrowserReloadTest {

  @TempDir Path folder;
  @TempDir Path profile;

  @Test
  void aPageReloadsByItselfOnceAnUpdateIsServed() throws Exception {
    Optional<Path> browser = browser();
    assertThat(browser.isPresent() || !"true".equals(System.getenv("CI")))
        .as("CI needs Chromium: apt-get install chromium")
        .isTrue();
    assumeTrue(browser.isPresent(), "there is no Chromium on this machine");
    try (VersionedApp app = new VersionedApp(folder, Duration.ofSeconds(30), true)) {
      app.save(1);
      Process chromium = open(browser.get(), app.url("/page"));
      try {
        app.awaitPrinted("/seen/1");

        app.save(2);
        app.awaitPrinted("/seen/2");

        app.changeOptions();
        app.save(3);
        app.awaitPrinted("/seen/3");
      } finally {
        end(chromium);
      }
    }
  }

  private Process open(Path browser, String url) throws Exception {
    return new ProcessBuilder(
            browser.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            url)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("browser.log").toFile())
        .start();
  }

  private static void end(Process chromium) throws InterruptedException {
    List<ProcessHandle> all =
        Stream.concat(chromium.descendants(), Stream.of(chromium.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    assertThat(chromium.waitFor(20, TimeUnit.SECONDS)).isTrue();
    Wire.await(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static Optional<Path> browser() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(
            path ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
