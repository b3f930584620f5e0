package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.Launch;
import java.io.File;
import java.io.IOException;
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
 * An archive of the libraries' classes, which the next JVM of the app starts from. Made of what a
 * running app has loaded, never by starting it a second time. It fits each class path that begins
 * with its own; the JVM itself checks that, and that no jar has changed.
 */
final class Archive {

  private static final long DUMP_SECONDS = 180;

  private final SupervisorConfiguration settings;
  private final Workspace workspace;

  @GuardedBy("this")
  private final Set<List<String>> tried = new HashSet<>();

  @GuardedBy("this")
  private Process running;

  /** The jars that it was made of; empty as long as there is none. */
  @GuardedBy("this")
  private List<String> made = Collections.emptyList();

  @GuardedBy("this")
  private boolean abandoned;

  Archive(SupervisorConfiguration settings, Workspace workspace) {
    this.settings = settings;
    this.workspace = workspace;
  }

  /** The options of a JVM that starts from the archive; none if it does not fit. */
  List<String> options(Launch launch) {
    return isPossible(launch) && fits(jars(launch))
        ? Arrays.asList("-XX:SharedArchiveFile=" + file(), "-Xshare:auto", "-Xlog:cds=off")
        : Collections.emptyList();
  }

  /** Whether it is worth while to make one now. Says so only once for each. */
  synchronized boolean isWanted(Launch launch) {
    return isPossible(launch)
        && !fits(jars(launch))
        && AvailableMemory.left() >= settings.archiveMemoryBytes
        && tried.add(lasting(jars(launch)));
  }

  private synchronized boolean fits(List<String> jars) {
    return !made.isEmpty() && same(jars) == made.size();
  }

  /** How many jars are as they were when the archive was made, up to the first that is not. */
  @GuardedBy("this")
  private int same(List<String> jars) {
    int same = 0;
    while (same < Math.min(jars.size(), made.size()) && jars.get(same).equals(made.get(same))) {
      same++;
    }
    return same;
  }

  /**
   * What has changed once may change again. So a new archive leaves out the first change since the
   * last one and what follows it, if most of the class path comes before.
   */
  private synchronized List<String> lasting(List<String> jars) {
    int same = same(jars);
    return same > jars.size() / 2 ? jars.subList(0, same) : jars;
  }

  /** Where the names of the classes for it belong. */
  Path classList() {
    return workspace.root().own().resolve("classes.list");
  }

  /**
   * Makes it of the listed classes, in a JVM of low priority.
   *
   * @return whether that went well
   */
  boolean make(Launch launch) throws IOException, InterruptedException {
    Path draft = workspace.root().own().resolve("archive.draft");
    List<String> jars = lasting(jars(launch));
    String[] libraries = classPath(launch).libraries().split(File.pathSeparator);
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
            String.join(File.pathSeparator, Arrays.copyOf(libraries, jars.size()))));
    File nowhere = new File("/dev/null");
    Process dump =
        start(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(nowhere)
                .redirectInput(nowhere));
    boolean written = dump.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) && dump.exitValue() == 0;
    if (!written) {
      dump.destroyForcibly().waitFor();
    }
    Files.deleteIfExists(classList());
    if (!written || !Files.exists(draft)) {
      Files.deleteIfExists(draft);
      return false;
    }
    synchronized (this) {
      Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
      made = jars;
    }
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

  /** On Linux, with a Java that archives more than itself. */
  private boolean isPossible(Launch launch) {
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

  private Path file() {
    return workspace.root().own().resolve("archive.jsa");
  }

  /** With what the JVM tells a changed one by. */
  private List<String> jars(Launch launch) {
    List<String> jars = new ArrayList<>();
    for (String jar : classPath(launch).libraries().split(File.pathSeparator)) {
      File file = new File(jar);
      jars.add(jar + file.length() + "@" + file.lastModified());
    }
    return jars;
  }

  private AppClassPath classPath(Launch launch) {
    return new AppClassPath(launch, workspace.root().directory(), AgentConnection.jar());
  }
}
