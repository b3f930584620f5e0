package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.Hash;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Archives of the libraries' classes, which the next JVM of the app starts from. Made of what a
 * running app has loaded, never by starting it a second time. The JVM itself checks whether one
 * fits its class path, and goes on without it if not.
 */
final class Archive {

  private static final long DUMP_SECONDS = 180;

  private final Settings settings;
  private final Workspace workspace;
  private final Set<Path> tried = new HashSet<>();
  private Process running;
  private boolean abandoned;

  Archive(Settings settings, Workspace workspace) {
    this.settings = settings;
    this.workspace = workspace;
  }

  /** What a JVM needs to be told to start from the archive; nothing if there is none. */
  List<String> options(AppLaunch launch) {
    return isPossible(launch) && Files.exists(file(launch))
        ? Arrays.asList("-XX:SharedArchiveFile=" + file(launch), "-Xshare:auto", "-Xlog:cds=off")
        : Collections.emptyList();
  }

  /** Whether it is worth while to make one now. Says so only once for each. */
  synchronized boolean isWanted(AppLaunch launch) {
    return isPossible(launch)
        && !Files.exists(file(launch))
        && Memory.left() >= settings.archiveMemoryBytes
        && tried.add(file(launch));
  }

  /** Where the names of the classes for it belong. */
  Path classList() {
    return workspace.own().resolve("classes.list");
  }

  /**
   * Makes it of the listed classes, in a JVM of low priority.
   *
   * @return whether that went well
   */
  boolean make(AppLaunch launch) throws IOException, InterruptedException {
    Path draft = workspace.own().resolve("archive.draft");
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Paths.get("/usr/bin/nice"))) {
      command.addAll(Arrays.asList("/usr/bin/nice", "-n", "19"));
    }
    command.addAll(
        Arrays.asList(
            settings.java.toString(),
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + classList(),
            "-XX:SharedArchiveFile=" + draft,
            // Objects in an archive that this collector made suit the others, too.
            "-XX:+UseG1GC",
            "-Xmx256m",
            "-Xlog:disable",
            "-cp",
            classPath(launch).libraries()));
    File nowhere = new File("/dev/null");
    Process dump =
        start(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(nowhere)
                .redirectInput(nowhere));
    boolean made = dump.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) && dump.exitValue() == 0;
    if (!made) {
      dump.destroyForcibly().waitFor();
    }
    Files.deleteIfExists(classList());
    if (!made || !Files.exists(draft)) {
      Files.deleteIfExists(draft);
      return false;
    }
    removeOthers();
    Files.move(draft, file(launch), StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private synchronized Process start(ProcessBuilder dump) throws IOException {
    if (abandoned) {
      throw new IOException("the supervisor ends");
    }
    running = dump.start();
    return running;
  }

  /** Ends what is being made, so that it does not outlive us, and makes no other. */
  synchronized void abandon() {
    abandoned = true;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  /** They are large, and were made for class paths of the past. */
  private void removeOthers() throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(workspace.own(), "archive-*.jsa")) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
  }

  /** On Linux, with a Java that archives more than itself. */
  private boolean isPossible(AppLaunch launch) {
    AppClassPath classPath = classPath(launch);
    if (!classPath.isLayered() || !classPath.hasLibraries() || !new File("/dev/null").exists()) {
      return false;
    }
    for (String option : launch.jvmOptions()) {
      if (option.startsWith("-XX:SharedArchiveFile") || option.startsWith("-Xshare")) {
        return false;
      }
    }
    return !System.getProperty("java.specification.version").startsWith("1.");
  }

  private Path file(AppLaunch launch) {
    String identity = settings.java + "\n" + classPath(launch).libraries();
    String name = Hash.of(Hash.sha256().digest(identity.getBytes(UTF_8))).hex().substring(0, 16);
    return workspace.own().resolve("archive-" + name + ".jsa");
  }

  private AppClassPath classPath(AppLaunch launch) {
    return new AppClassPath(launch, workspace.root(), AgentLinks.jar());
  }
}
