package dev.innerloop.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A supervisor with its 24 MB of heap, and an app with very many resources. */
@Timeout(600)
class LargeInventoryTest {

  /** Resources; with the class of the app, and one file that is added, all the files. */
  private static final int FILES = Integer.getInteger("dev.test.files", 60_000) - 2;

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist(Duration.ofMinutes(8));
  private TestSupervisor supervisor;
  private ReplicaSessions sessions;

  @BeforeEach
  void prepare() throws Exception {
    supervisor = new TestSupervisor(folder);
    supervisor.startWithoutImage();
    connect();
  }

  @AfterEach
  void end() throws Exception {
    sessions.close();
    supervisor.close();
    deleteWorkspace();
  }

  /** Faster than what JUnit does for so many files. */
  private void deleteWorkspace() throws IOException {
    try (Stream<Path> files = Files.walk(supervisor.workspace)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void isDeliveredChangedAndListedAgain() throws Exception {
    Map<WorkspacePath, ContentHash> files =
        new TreeMap<>(blobs.inventory(TestApp.sleeper()).files());
    for (int i = 0; i < FILES; i++) {
      WorkspacePath path = path(i);
      files.put(path, blobs.put(("{\"value\":" + i % 500 + "}").getBytes(UTF_8)));
    }
    want(1, files);
    assertThat(told.await("served")).isEqualTo("served 1 JVM: first start");

    files.put(WorkspacePath.classes("data/000/added.json"), blobs.put(new byte[] {'1'}));
    want(2, files);
    assertThat(told.await("served")).startsWith("served 2 ");

    sessions.close();
    connect();
    want(3, files);
    assertThat(told.await("served")).isEqualTo("served 3 NONE: nothing has changed");

    for (int i = 0; i < FILES; i++) {
      WorkspacePath path = path(i);
      files.put(path, blobs.put(("{\"other\":" + i % 700 + "}").getBytes(UTF_8)));
    }
    want(4, files);
    assertThat(told.await("served")).startsWith("served 4 ");

    assertThat(supervisor.query().generation()).isEqualTo(3);
  }

  private static WorkspacePath path(int i) {
    return WorkspacePath.classes(
        "data/%03d/resource-with-a-long-name-%06d.json".formatted(i % 100, i));
  }

  private void want(long update, Map<WorkspacePath, ContentHash> files) {
    sessions.desire(new Revision(update, Inventory.of(files), TestSupervisor.LAUNCH));
  }

  private void connect() {
    sessions = new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
    sessions.open(supervisor.source());
  }
}
