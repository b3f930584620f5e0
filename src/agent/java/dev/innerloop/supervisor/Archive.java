package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.Launch;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An archive of the libraries' classes, which the next JVM of the app starts from. Made of what a
 * running app has loaded, never by starting it a second time. It fits each class path whose jars
 * begin with its own; the JVM itself checks that, and that no jar has changed. It does not fit an
 * app that has a class of the same name: the JVM would take the archived one.
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
    return isPossible(launch) && fits(jars(launch)) && !hides(launch)
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

  /** Where the names of the classes for the next one belong. */
  Path classList() {
    return workspace.root().own().resolve("classes.list");
  }

  /** The names of those that the archive has. */
  private Path archived() {
    return workspace.root().own().resolve("archive.list");
  }

  /** Whether the archive has a class that the app's directories have, too. */
  private boolean hides(Launch launch) {
    Set<String> own = new HashSet<>();
    try {
      for (String directory : classPath(launch).directories()) {
        own.addAll(classes(Paths.get(directory)));
      }
      try (Stream<String> archived = Files.lines(archived())) {
        return archived.anyMatch(own::contains);
      }
    } catch (IOException | UncheckedIOException e) {
      return true; // unknown
    }
  }

  private static Set<String> classes(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return Collections.emptySet();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .map(file -> directory.relativize(file).toString().replace(File.separatorChar, '/'))
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toSet());
    }
  }

  /**
   * Makes it of the listed classes, in a JVM of low priority.
   *
   * @return whether that went well
   */
  boolean make(Launch launch) throws IOException, InterruptedException {
    Path draft = workspace.root().own().resolve("archive.draft");
    List<String> jars = lasting(jars(launch));
    List<String> libraries = classPath(launch).libraries().subList(0, jars.size());
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
            // As -javaagent adds it: with other modules, the JVM would resolve them all again.
            "--add-modules",
            "java.instrument",
            "-cp",
            String.join(File.pathSeparator, libraries)));
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
    if (!written || !Files.exists(draft)) {
      Files.deleteIfExists(classList());
      Files.deleteIfExists(draft);
      return false;
    }
    synchronized (this) {
      made = Collections.emptyList(); // until both are in place
      Files.move(classList(), archived(), StandardCopyOption.ATOMIC_MOVE);
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
    if (classPath(launch).libraries().isEmpty() || !new File("/dev/null").exists()) {
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
    for (String jar : classPath(launch).libraries()) {
      File file = new File(jar);
      jars.add(jar + file.length() + "@" + file.lastModified());
    }
    return jars;
  }

  private AppClassPath classPath(Launch launch) {
    return new AppClassPath(launch, workspace.root().directory());
  }
}
