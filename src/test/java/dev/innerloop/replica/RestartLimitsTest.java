package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.session.ReplicaSessions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor that does not restart an app inside its JVM for ever. */
@Timeout(120)
class RestartLimitsTest {

  @TempDir Path folder;

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Journalist told = new Journalist();
  private TestSupervisor supervisor;
  private ReplicaSessions sessions;

  @BeforeEach
  void prepare() throws IOException {
    supervisor = new TestSupervisor(folder);
  }

  @AfterEach
  void end() throws Exception {
    sessions.close();
    supervisor.close();
  }

  @Test
  void afterSoManyRestartsTheJvmIsReplacedAndCountsAnew() throws Exception {
    supervisor.with("restarts=1").startWithoutImage();
    open();
    assertThat(serve(1)).isEqualTo("served 1 JVM: first start");
    assertThat(serve(2)).startsWith("served 2 RESTART: ");
    long jvm = supervisor.app().pid();

    assertThat(serve(3)).startsWith("served 3 JVM: ").endsWith("; its JVM has restarted it 1 time");

    assertThat(supervisor.app().pid()).isNotEqualTo(jvm);
    assertThat(serve(4)).startsWith("served 4 RESTART: ");
  }

  @Test
  void whenFormerRunsHoldTooMuchMetaspaceTheJvmIsReplaced() throws Exception {
    supervisor.with("restartsMetaspaceBytes=-1").startWithoutImage();
    open();
    serve(1);

    assertThat(serve(2))
        .startsWith("served 2 JVM: ")
        .endsWith("; its JVM holds 0 MB of former versions of classes");
  }

  private void open() {
    sessions = new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
    sessions.open(supervisor.source());
  }

  /** Changes a constant that main has read. */
  private String serve(int update) throws InterruptedException {
    Map<String, byte[]> files =
        TestApp.main(
            "final int number = "
                + update
                + "; Thread main = Thread.currentThread();"
                + " Runtime.getRuntime().addShutdownHook(new Thread(() -> main.interrupt()));"
                + " try { Thread.sleep(1_000_000 + number); }"
                + " catch (InterruptedException e) { System.out.println(\"ends\"); }");
    sessions.desire(new Revision(update, blobs.inventory(files), TestSupervisor.LAUNCH));
    return told.await("served");
  }
}
