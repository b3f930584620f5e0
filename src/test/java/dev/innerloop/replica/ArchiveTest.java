package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real supervisor that makes an archive of the libraries of a real app. */
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class ArchiveTest {

  private static final Duration PATIENCE = Duration.ofSeconds(180);

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
  void theNextJvmStartsFromAnArchiveOfTheLibraries() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    Path archive = awaitArchive();
    assertThat(maps()).doesNotContain(archive.toString());

    sessions.restart();

    assertThat(told.await("served")).isEqualTo("served 1 JVM: asked for");
    assertThat(maps()).contains(archive.toString());
  }

  @Test
  void anArchiveThatDoesNotFitIsIgnored() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    Path archive = awaitArchive();
    Files.writeString(archive, "no archive");

    sessions.restart();

    assertThat(told.await("served")).isEqualTo("served 1 JVM: asked for");
  }

  @Test
  void withoutTheMemoryForItNoneIsMade() throws Exception {
    supervisor
        .with("archiveIdleMillis=0")
        .with("archiveMemoryBytes=" + Long.MAX_VALUE)
        .startWithoutImage();
    serve(1, "one");

    sessions.restart();

    told.await("served");
    assertThat(archives()).isEmpty();
  }

  @Test
  void whatIsBeingMadeEndsWithTheSupervisor() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    ProcessHandle dump = awaitDump();

    supervisor.process().destroy();

    supervisor.process().waitFor();
    dump.onExit().get(10, TimeUnit.SECONDS);
    assertThat(archives()).isEmpty();
  }

  private ProcessHandle awaitDump() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<ProcessHandle> dump = Optional.empty();
    while (dump.isEmpty()) {
      assertThat(System.nanoTime()).as("no dump in time").isLessThan(deadline);
      dump =
          supervisor
              .process()
              .children()
              .filter(child -> child.info().commandLine().orElse("").contains("-Xshare:dump"))
              .findFirst();
    }
    return dump.get();
  }

  private void serve(long update, String answer) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            "public class Main { public static void main(String[] a) throws Exception {"
                + " System.out.println(Lib.TEXT + \""
                + answer
                + "\"); Thread.sleep(1_000_000); } }",
            "public class Lib { public static final String TEXT = new String(\"lib \"); }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    files.put("lib/lib.jar", jar("Lib.class", files.remove("classes/Lib.class")));
    Launch launch =
        new Launch(
            "Main",
            List.of("classes", "lib/lib.jar"),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            List.of(),
            0,
            Optional.empty());
    sessions = new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, told);
    sessions.open(supervisor.source());
    sessions.want(new Wanted(update, blobs.inventory(files), launch));
    told.await("served");
  }

  private static byte[] jar(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      out.putNextEntry(new JarEntry(name));
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** What files the app's JVM has mapped. */
  private String maps() throws IOException {
    return Files.readString(Path.of("/proc", "" + supervisor.app().pid(), "maps"));
  }

  private Path awaitArchive() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<Path> archives = archives();
    while (archives.isEmpty()) {
      assertThat(System.nanoTime()).as("no archive in time").isLessThan(deadline);
      Thread.onSpinWait();
      archives = archives();
    }
    return archives.get(0);
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> own = Files.list(supervisor.workspace.toRealPath().resolve(".dev"))) {
      return own.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
