package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.session.ReplicaSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Supervisors that earlier commits of this repository have built, in {@code
 * src/test/resources/supervisors}: {@code version-5.jar} of 58a0f3c8, the first with the frozen
 * protocol, and {@code version-4.jar} of 7c53ce3d, before it was frozen.
 *
 * <p>In a cluster the pods that have them are replaced, since the template differs ({@code
 * DevOverlayTest}). A session may connect before that.
 */
class OlderSupervisorTest {

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();

  @Test
  void theFirstOneWithTheFrozenProtocolServesEveryKindOfUpdate() throws Exception {
    try (TestSupervisor supervisor = new TestSupervisor(folder).of(older("version-5.jar"));
        ReplicaSessions sessions = sessions(supervisor)) {
      sessions.open(TestSupervisor.sourceOf(supervisor.replica("shop-1")));
      told.await("attached");

      sessions.desire(revision(1, "one", "int next() { return 1; }"));
      assertThat(told.await("served 1 ")).isEqualTo("served 1 JVM: first start");
      supervisor.printed.await("one");

      sessions.desire(revision(2, "one", "int next() { return 2; }"));
      assertThat(told.await("served 2 ")).startsWith("served 2 REDEFINE: ");

      sessions.desire(revision(3, "three", "int field; int next() { return 2; }"));
      assertThat(told.await("served 3 ")).startsWith("served 3 JVM: ");
      supervisor.printed.await("three");
    }
  }

  @Test
  void oneOfAnotherProtocolIsRefusedWithBothVersions() throws Exception {
    try (TestSupervisor supervisor = new TestSupervisor(folder).of(older("version-4.jar"));
        ReplicaSessions sessions = sessions(supervisor)) {
      sessions.open(TestSupervisor.sourceOf(supervisor.replica("shop-1")));

      assertThat(told.next())
          .isEqualTo("rejected: the replica speaks version 4 of the protocol, not 5");
      assertThat(supervisor.process().isAlive()).isTrue();
    }
  }

  private ReplicaSessions sessions(TestSupervisor supervisor) throws Exception {
    supervisor.start(Duration.ofSeconds(30), Duration.ofSeconds(30));
    return new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
  }

  /**
   * @param member of a class whose method the app has not called yet, so that it can be redefined
   */
  private Revision revision(int number, String text, String member) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            "public class Main { public static void main(String[] a) throws Exception {"
                + " System.out.println(new Lib().text()); Thread.sleep(1_000_000); } }",
            "public class Lib { String text() { return \"" + text + "\"; } " + member + " }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    return new Revision(number, blobs.inventory(files), TestSupervisor.LAUNCH);
  }

  private static byte[] older(String name) throws Exception {
    return Files.readAllBytes(Path.of("src/test/resources/supervisors").resolve(name));
  }
}
