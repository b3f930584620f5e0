package dev.innerloop.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.replica.session.ReplicaSessions;
import dev.innerloop.testing.Await;
import dev.innerloop.wire.ClassPathLayout;
import dev.innerloop.wire.Launch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  private ClassPathLayout layout = ClassPathLayout.ONE;
  private boolean hidesLib;
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
  void itServesLayersToo() throws Exception {
    layout = ClassPathLayout.LAYERED;
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    Path archive = awaitArchive();

    sessions.restart();

    assertThat(told.await("served")).isEqualTo("served 1 JVM: asked for");
    assertThat(maps()).contains(archive.toString());
  }

  @Test
  void withItTheClassPathIsTheSame() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    awaitArchive();
    String withoutArchive = supervisor.printed.await("loaded by ");

    sessions.restart();

    told.await("served");
    assertThat(supervisor.printed.await("loaded by "))
        .isEqualTo(withoutArchive)
        .contains("AppClassLoader of ")
        .endsWith("lib.jar");
  }

  @Test
  void aClassOfTheAppComesBeforeThatOfTheArchive() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    Path archive = awaitArchive();

    hidesLib = true;
    want(2, "two");

    told.await("served 2");
    assertThat(supervisor.printed.await("own ")).isEqualTo("own two");
    assertThat(maps()).doesNotContain(archive.toString());
  }

  @Test
  void itFitsAClassPathThatHasGrown() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one");
    Path archive = awaitArchive();

    want(2, "two", "lib/added.jar");

    assertThat(told.await("served")).startsWith("served 2 JVM: ");
    assertThat(maps()).contains(archive.toString());
  }

  @Test
  void theNextOneLeavesOutWhatHasChangedOnce() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one", "lib/same.jar", "lib/changing-1.jar");
    Path archive = awaitArchive();
    Object first = identity(archive);

    want(2, "two", "lib/same.jar", "lib/changing-2.jar");
    told.await("served");
    assertThat(maps()).doesNotContain(archive.toString());
    awaitOtherThan(first, archive);

    want(3, "three", "lib/same.jar", "lib/changing-3.jar");
    told.await("served");
    assertThat(maps()).contains(archive.toString());
  }

  @Test
  void aJarThatChangedUnderItsNameIsLeftOutToo() throws Exception {
    supervisor.with("archiveIdleMillis=100").startWithoutImage();
    serve(1, "one", "lib/same.jar", "lib/a-SNAPSHOT.jar=1");
    Path archive = awaitArchive();
    Object first = identity(archive);

    want(2, "two", "lib/same.jar", "lib/a-SNAPSHOT.jar=2");
    told.await("served");
    assertThat(maps()).doesNotContain(archive.toString());
    awaitOtherThan(first, archive);

    want(3, "three", "lib/same.jar", "lib/a-SNAPSHOT.jar=3");
    told.await("served");
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
    dump.onExit().get(60, TimeUnit.SECONDS);
    assertThat(archives()).isEmpty();
  }

  private ProcessHandle awaitDump() {
    return Await.value(
        PATIENCE,
        () -> "no dump",
        () ->
            supervisor
                .process()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("-Xshare:dump"))
                .findFirst());
  }

  private void serve(long update, String answer, String... moreJars) throws Exception {
    sessions = new ReplicaSessions(supervisor.key, blobs, "anna@desk", false, List.of(told));
    sessions.open(supervisor.source());
    want(update, answer, moreJars);
    told.await("served");
  }

  private void want(long update, String answer, String... moreJars) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(
            "public class Main { public static void main(String[] a) throws Exception {"
                + " System.out.println(\"loaded by \""
                + " + Main.class.getClassLoader().getClass().getName() + \" of \""
                + " + System.getProperty(\"java.class.path\"));"
                + " System.out.println(Lib.TEXT + \""
                + answer
                + "\"); Thread.sleep(1_000_000); } }",
            "public class Lib { public static final String TEXT = new String(\"lib \"); }")
        .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    files.put("lib/lib.jar", jar("Lib.class", files.remove("classes/Lib.class")));
    if (hidesLib) {
      Sources.compile("public class Lib { public static final String TEXT = \"own \"; }")
          .forEach((name, bytes) -> files.put("classes/" + name, bytes));
    }
    List<String> classPath = new ArrayList<>(List.of("classes", "lib/lib.jar"));
    for (String more : moreJars) {
      String name = more.replaceFirst("=.*", "");
      files.put(name, jar("what", more.getBytes(UTF_8)));
      classPath.add(name);
    }
    Launch launch =
        Launch.of("Main", classPath)
            .withLayout(layout)
            .withJvmOptions(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    sessions.desire(new Revision(update, blobs.inventory(files), launch));
  }

  private static byte[] jar(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream out = new JarOutputStream(bytes)) {
      JarEntry entry = new JarEntry(name);
      entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // the same content, the same jar
      out.putNextEntry(entry);
      out.write(content);
    }
    return bytes.toByteArray();
  }

  /** What files the app's JVM has mapped. */
  private String maps() throws IOException {
    return Files.readString(Path.of("/proc", "" + supervisor.app().pid(), "maps"));
  }

  private Path awaitArchive() {
    return Await.value(PATIENCE, () -> "no archive", () -> archives().stream().findFirst());
  }

  private static Object identity(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(), "inode");
  }

  private static void awaitOtherThan(Object identity, Path file) {
    Await.until("another archive", () -> !identity(file).equals(identity));
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> own = Files.list(supervisor.workspace.toRealPath().resolve(".dev"))) {
      return own.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
