package dev.innerloop.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The attacker is another user of this machine: /tmp belongs to all. */
@Timeout(120)
class TemporaryDirectoryTest {

  @TempDir Path root;

  @Test
  void onlyItsUserCanEnterIt() throws IOException {
    try (TemporaryDirectory directory = TemporaryDirectory.createIn(root, "session-")) {
      assertThat(directory.path().getFileName().toString()).startsWith("dev-session-");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
          .isEqualTo("rwx------");
    }
    assertThat(content()).isEmpty();
  }

  @Test
  void theNextSessionDeletesWhatAKilledOneHasLeft() throws Exception {
    Process killed =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                root.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      Path used = Path.of(killed.inputReader().readLine());
      assertThat(TemporaryDirectory.deleteLeftOverIn(root)).isEmpty();
      assertThat(used.resolve("file")).as("of a session that runs").exists();
    } finally {
      killed.destroyForcibly();
    }
    assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(content()).hasSize(1);

    assertThat(TemporaryDirectory.deleteLeftOverIn(root)).isEmpty();
    assertThat(content()).isEmpty();
  }

  @Test
  void whatOnlyLooksLikeOneIsKept() throws IOException {
    Files.createDirectory(root.resolve("dev-of-another-program"));
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve(".lock"), "");
    Files.createSymbolicLink(root.resolve("dev-link"), elsewhere);
    Files.writeString(root.resolve("dev-file"), "");

    try (TemporaryDirectory ours = TemporaryDirectory.createIn(root, "")) {
      assertThat(TemporaryDirectory.deleteLeftOverIn(root)).isEmpty();
      assertThat(content())
          .contains(ours.path(), root.resolve("dev-of-another-program"), root.resolve("dev-link"));
      assertThat(elsewhere.resolve(".lock")).exists();
    }
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> content = Files.list(root)) {
      return content.toList();
    }
  }

  /** A session that is killed. */
  static final class Endless {

    private Endless() {}

    public static void main(String[] root) throws Exception {
      TemporaryDirectory directory = TemporaryDirectory.createIn(Path.of(root[0]), "session-");
      Files.writeString(directory.path().resolve("file"), "content");
      System.out.println(directory.path());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
