package dev.innerloop.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchCheckTest {

  @TempDir private Path proc;

  @BeforeEach
  void twoWatchesOfOneProcess() throws IOException {
    Path limits = Files.createDirectories(proc.resolve("sys/fs/inotify"));
    Files.writeString(limits.resolve("max_user_watches"), "100\n");
    Files.writeString(limits.resolve("max_user_instances"), "20\n");
    Files.createDirectories(proc.resolve("self"));
    Path process = Files.createDirectories(proc.resolve("4711"));
    Files.createDirectories(process.resolve("fd"));
    Files.createDirectories(process.resolve("fdinfo"));
    Files.createSymbolicLink(process.resolve("fd/3"), Path.of("anon_inode:inotify"));
    Files.createSymbolicLink(process.resolve("fd/4"), Path.of("/dev/null"));
    Files.writeString(
        process.resolve("fdinfo/3"),
        "pos:\t0\nflags:\t00\ninotify wd:2 ino:9e7e sdev:800013\ninotify wd:1 ino:192627\n");
    Files.createDirectories(proc.resolve("4712")); // has exited: it cannot be read
  }

  @Test
  void countsWhatThisUserWatches() {
    assertThat(Inotify.read(proc)).contains(new Inotify(2, 100, 1, 20));
  }

  @Test
  void readsTheRealOne() {
    Path real = Path.of("/proc");
    if (Files.isDirectory(real.resolve("sys/fs/inotify"))) {
      assertThat(Inotify.read(real))
          .hasValueSatisfying(it -> assertThat(it.mostWatches()).isGreaterThan(100));
    } else {
      assertThat(Inotify.read(real)).isEmpty();
    }
  }

  @Test
  void knowsNoLimitIfTheSystemHasNone() {
    assertThat(Inotify.read(proc.resolve("none"))).isEmpty();
    assertThat(new FileWatchCheck(() -> 7, Optional::empty).run())
        .isEqualTo(CheckResult.ok("7 directories; the system has no known limit"));
  }

  @Test
  void hasRoom() {
    assertThat(check(12).run()).isEqualTo(CheckResult.ok("12 directories, 98 watches left"));
  }

  @Test
  void tooManyFolders() {
    assertThat(check(99).run())
        .isEqualTo(
            CheckResult.problem(
                "99 directories must be watched, but only 98 of 100 inotify watches are left.",
                "sudo sysctl fs.inotify.max_user_watches=524288   (permanently: echo"
                    + " fs.inotify.max_user_watches=524288 | sudo tee"
                    + " /etc/sysctl.d/60-inotify.conf)"));
  }

  @Test
  void tooManyWatchers() {
    CheckResult finding =
        new FileWatchCheck(() -> 1, () -> Optional.of(new Inotify(2, 100, 17, 20))).run();

    assertThat(finding.state()).isEqualTo(CheckResult.State.PROBLEM);
    assertThat(finding.what())
        .isEqualTo("17 of 20 inotify instances are in use, but a session needs 4 more.");
    assertThat(finding.remedy()).startsWith("sudo sysctl fs.inotify.max_user_instances=1024");
  }

  @Test
  void warnsIfFewWatchesAreLeft() {
    assertThat(
            new FileWatchCheck(() -> 1, () -> Optional.of(new Inotify(95, 100, 1, 20)))
                .run()
                .state())
        .isEqualTo(CheckResult.State.WARNING);
  }

  private FileWatchCheck check(int folders) {
    return new FileWatchCheck(() -> folders, () -> Inotify.read(proc));
  }
}
