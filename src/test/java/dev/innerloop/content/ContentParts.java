package dev.innerloop.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Of finding what has changed: 10,000 files in 100 folders, one of which differs. */
@State(Scope.Benchmark)
public class ContentParts {

  private static final int FILES = 10_000;

  private Path folder;
  private DirectoryScan scan;
  private Inventory older;
  private Inventory newer;

  /** Writes the files, long ago, and looks at them a first time. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    folder = Files.createTempDirectory("parts");
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Map<WorkspacePath, ContentHash> hashes = new HashMap<>();
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve("p" + i % 100 + "/file" + i + ".txt");
      Files.createDirectories(file.getParent());
      byte[] content = ("content " + i).getBytes(UTF_8);
      Files.write(file, content);
      Files.setLastModifiedTime(file, longAgo);
      hashes.put(
          WorkspacePath.of("classes/p" + i % 100 + "/file" + i + ".txt"), ContentHash.of(content));
    }
    older = Inventory.of(hashes);
    hashes.put(WorkspacePath.of("classes/p0/file0.txt"), ContentHash.of(new byte[1]));
    newer = Inventory.of(hashes);
    scan =
        new DirectoryScan(
            folder,
            new ContentStore(folder.resolve("unused")),
            Clock.systemUTC(),
            new KnownFiles());
    scan.scan();
  }

  @Benchmark
  public Object scan10000FilesOfWhichNoneHasChanged() {
    return scan.scan();
  }

  @Benchmark
  public Object differenceOfInventoriesOf10000Files() {
    return older.differenceTo(newer);
  }

  /** Deletes the files. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
