package dev.innerloop.content;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectoryScanTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void readsAgainWhatWasWrittenShortlyBeforeTheLastScan() throws IOException {
    Path file = write("first", NOW.minusMillis(500));
    DirectoryScan scan = scan();
    scan.scan();

    Files.writeString(file, "FIRST"); // same size, same time, same file
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusMillis(500)));

    assertThat(scan.scan()).isEqualTo(found("FIRST"));
  }

  @Test
  void doesNotReadAgainWhatWasNotTouchedSince() throws IOException {
    Path file = write("first", NOW.minus(Duration.ofMinutes(1)));
    DirectoryScan scan = scan();
    SortedMap<String, ScannedFile> before = scan.scan();

    Files.writeString(file, "FIRST");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofMinutes(1))));

    assertThat(scan.scan()).as("forged times are believed").isEqualTo(before);
  }

  @Test
  void copiesLargeContentSoThatItOutlivesItsFile() throws IOException {
    ContentStore store = new ContentStore(folder.resolveSibling(folder.getFileName() + "-store"));
    Path file = folder.resolve("large.bin");
    byte[] large = new byte[300 * 1024];
    large[large.length - 1] = 42;
    Files.write(file, large);

    new DirectoryScan(folder, store, Clock.fixed(NOW, UTC), new KnownFiles()).scan();
    Files.delete(file);

    ContentHash hash = ContentHash.of(large);
    assertThat(store.size(hash)).isEqualTo(large.length);
    try (InputStream in = store.open(hash)) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
  }

  @Test
  void findsOneChangeAmongTenThousandFiles() throws IOException {
    for (int i = 0; i < 10_000; i++) {
      Path file = folder.resolve("p" + i % 100 + "/file" + i);
      if (i < 100) {
        Files.createDirectory(file.getParent());
      }
      Files.writeString(file, "content " + i);
    }
    DirectoryScan scan = scan();
    SortedMap<String, ScannedFile> before = scan.scan();
    assertThat(before).hasSize(10_000);

    Files.writeString(folder.resolve("p42/file42"), "changed");

    SortedMap<String, ScannedFile> after = scan.scan();
    assertThat(after).hasSize(10_000);
    after.entrySet().removeAll(before.entrySet());
    assertThat(after).isEqualTo(Map.of("p42/file42", whole("changed")));
  }

  /** Reading a pipe that nobody writes to never ends. */
  @Test
  @Timeout(120)
  @DisabledOnOs(OS.WINDOWS)
  void leavesOutWhatIsNoRegularFile() throws Exception {
    write("content", NOW);
    Path pipe = folder.resolve("pipe.txt");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Files.createDirectory(folder.resolve("directory.txt"));
    DirectoryScan scan = scan();

    assertThat(scan.scan()).isEqualTo(found("content"));
    assertThat(scan.scan(List.of("file.txt", "pipe.txt", "directory.txt")))
        .isEqualTo(found("content"));
  }

  private DirectoryScan scan() {
    return new DirectoryScan(
        folder,
        new ContentStore(folder.resolveSibling("unused")),
        Clock.fixed(NOW, UTC),
        new KnownFiles());
  }

  private Path write(String content, Instant modified) throws IOException {
    Path file = Files.writeString(folder.resolve("file.txt"), content);
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private static SortedMap<String, ScannedFile> found(String content) {
    return new java.util.TreeMap<>(Map.of("file.txt", whole(content)));
  }

  private static ScannedFile whole(String content) {
    return new ScannedFile.Complete(
        ContentHash.of(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        Optional.empty());
  }
}
