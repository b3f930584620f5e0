package dev.innerloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.problem.Problem;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SupervisorSettings;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One replica on this machine: a supervisor as child process, with a folder of its own as
 * workspace.
 *
 * <p>It ends with us: on {@link #close()}, and by the end of its input when our process dies.
 */
public final class LocalReplicas implements ReplicaSource, Closeable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(8);
  private static final Duration POLL = Duration.ofMillis(10);

  private final Path folder;
  private final Process supervisor;
  private final Thread output;
  private final LocalReplica replica;

  private LocalReplicas(Path folder, Process supervisor, Thread output, LocalReplica replica) {
    this.folder = folder;
    this.supervisor = supervisor;
    this.output = output;
    this.replica = replica;
  }

  /**
   * Starts a replica; its app starts with the first update.
   *
   * @param javaHome the Java that runs supervisor and app
   * @param workingDirectory of the app
   * @param output told what supervisor and app print
   * @throws Problem if it cannot be started
   */
  public static LocalReplicas start(
      SessionKey key, Path javaHome, Path workingDirectory, OutputListener output) {
    try {
      return start(
          key, javaHome, workingDirectory, output, SupervisorSettings.of("", "", 0).firstWait());
    } catch (IOException e) {
      throw new Problem(
          "The local replica cannot be started: " + e.getMessage(),
          "Check that " + System.getProperty("java.io.tmpdir") + " is writable and has space.",
          e);
    }
  }

  private static LocalReplicas start(
      SessionKey key,
      Path javaHome,
      Path workingDirectory,
      OutputListener listener,
      Duration firstWait)
      throws IOException {
    Path folder = Files.createTempDirectory("dev-");
    Path keyFile = OwnFiles.create(folder.resolve("key"), key.bytes());
    Path jar =
        OwnFiles.create(folder.resolve("supervisor.jar"), SupervisorSettings.supervisorJar());
    SupervisorSettings defaults =
        SupervisorSettings.of(folder.resolve("workspace").toString(), keyFile.toString(), 0);
    SupervisorSettings settings =
        new SupervisorSettings(
            defaults.workspace(),
            defaults.keyFile(),
            0,
            Optional.of(folder.toString()),
            List.of(),
            Optional.of(javaHome.toString()),
            Optional.empty(),
            Optional.empty(),
            true,
            firstWait,
            defaults.claimLapse(),
            defaults.readiness(),
            defaults.grace());
    Path configuration =
        OwnFiles.create(
            folder.resolve("supervisor.properties"), settings.properties().getBytes(UTF_8));
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(SupervisorSettings.JVM_OPTIONS);
    command.addAll(List.of("-jar", jar.toString(), configuration.toString()));
    Process supervisor =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectErrorStream(true)
            .start();
    Thread output = new Thread(() -> pass(supervisor, listener), "dev-local-output");
    output.setDaemon(true);
    output.start();
    LocalReplica replica = new LocalReplica("local", awaitPort(folder.resolve("port"), supervisor));
    return new LocalReplicas(folder, supervisor, output, replica);
  }

  @Override
  public Closeable watch(Listener listener) {
    listener.appeared(replica);
    return () -> {};
  }

  /** Where all of it lies. */
  Path folder() {
    return folder;
  }

  /** Ends app and supervisor, and removes the workspace. */
  @Override
  public void close() throws IOException {
    supervisor.getOutputStream().close();
    try {
      if (!supervisor.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
        supervisor.destroyForcibly().waitFor();
      }
      output.join(END.toMillis());
    } catch (InterruptedException e) {
      supervisor.descendants().forEach(ProcessHandle::destroyForcibly);
      supervisor.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    delete(folder);
  }

  private static void pass(Process supervisor, OutputListener listener) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(supervisor.getInputStream(), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        listener.line(line);
      }
    } catch (IOException e) {
      listener.line("[dev] the output of the app broke off: " + e.getMessage());
    }
  }

  private static int awaitPort(Path file, Process supervisor) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    try {
      while (System.nanoTime() - deadline < 0 && supervisor.isAlive()) {
        if (Files.exists(file)) {
          return Integer.parseInt(Files.readString(file));
        }
        Thread.sleep(POLL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    supervisor.destroyForcibly();
    throw new IOException("its supervisor did not start");
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
