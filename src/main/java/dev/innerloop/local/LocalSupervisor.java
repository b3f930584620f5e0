package dev.innerloop.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.io.BoundedLineReader;
import dev.innerloop.io.PrivateFiles;
import dev.innerloop.io.TemporaryDirectory;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.SupervisorSettings;
import dev.innerloop.wire.JvmVariables;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One supervisor process, in a dedicated directory that is also the replica's workspace. It exits
 * when its standard input ends, and so when this JVM does.
 */
final class LocalSupervisor implements Closeable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration END = Duration.ofSeconds(8);
  private static final Duration KILLED = Duration.ofSeconds(1);

  /** An app that is about to listen has done so by then, or is known to have a port. */
  private static final Duration WORKER = Duration.ofSeconds(15);

  private static final Duration POLL = Duration.ofMillis(10);

  private final TemporaryDirectory directory;
  private final Process process;
  private final Thread output;
  private final LocalReplica replica;
  private final long startedAt = System.nanoTime();

  private LocalSupervisor(
      TemporaryDirectory directory, Process process, Thread output, LocalReplica replica) {
    this.directory = directory;
    this.process = process;
    this.output = output;
    this.replica = replica;
  }

  /**
   * Starts one and waits until it accepts connections.
   *
   * @param start how many were started before
   * @throws IOException if it cannot be started; then none of its files are left
   */
  static LocalSupervisor start(LocalLaunch launch, int start, OutputListener listener)
      throws IOException {
    TemporaryDirectory directory = TemporaryDirectory.create("");
    Path folder = directory.path();
    boolean started = false;
    try {
      Process process = process(launch, folder);
      try {
        Thread output = DaemonThreads.named("dev-local-output", () -> pass(process, listener));
        output.start();
        LocalReplica replica =
            new LocalReplica(launch.name(), start, awaitPort(folder.resolve("port"), process));
        started = true;
        return new LocalSupervisor(directory, process, output, replica);
      } finally {
        if (!started) {
          kill(process);
        }
      }
    } finally {
      if (!started) {
        directory.close();
      }
    }
  }

  private static Process process(LocalLaunch launch, Path folder) throws IOException {
    Path keyFile = PrivateFiles.create(folder.resolve("key"), launch.key().bytes());
    Path jar =
        PrivateFiles.create(folder.resolve("supervisor.jar"), SupervisorSettings.supervisorJar());
    SupervisorSettings defaults =
        SupervisorSettings.of(folder.resolve("workspace").toString(), keyFile.toString(), 0);
    SupervisorSettings settings =
        new SupervisorSettings(
            defaults.workspace(),
            defaults.keyFile(),
            0,
            Optional.of(folder.toString()),
            List.of(),
            Optional.of(launch.javaHome().toString()),
            Optional.empty(),
            Optional.empty(),
            true,
            defaults.firstWait(),
            defaults.claimLapse(),
            defaults.progress(),
            launch.mayBeWorker() ? Optional.of(WORKER) : Optional.empty(),
            defaults.grace());
    Path configuration =
        PrivateFiles.create(
            folder.resolve("supervisor.properties"), settings.properties().getBytes(UTF_8));
    List<String> command = new ArrayList<>();
    command.add(launch.javaHome().resolve("bin").resolve("java").toString());
    command.addAll(SupervisorSettings.JVM_OPTIONS);
    command.addAll(List.of("-jar", jar.toString(), configuration.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(launch.workingDirectory().toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(launch.environment());
    builder.environment().putAll(Utf8Locale.additions(builder.environment()));
    JvmVariables.pass(builder.environment());
    return builder.start();
  }

  LocalReplica replica() {
    return replica;
  }

  Path folder() {
    return directory.path();
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** Runs a task once it has exited; in a thread of the JVM's, so it should be short. */
  void onExit(Runnable task) {
    var unused = process.onExit().thenRun(task);
  }

  /** Only after it has exited. */
  int exitCode() {
    return process.exitValue();
  }

  /** Stops the app and the supervisor, and deletes the workspace. */
  @Override
  public void close() throws IOException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has exited: no process is left to notify.
    }
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        kill(process);
      }
      awaitApp();
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
    }
    directory.close();
  }

  /**
   * Once the supervisor has exited, its app does, too: the agent in its JVM sees to that. The app
   * has inherited the output, so it has exited when that ends.
   */
  private void awaitApp() throws InterruptedException {
    output.join(END.toMillis());
    if (output.isAlive()) {
      ProcessHandle.allProcesses().filter(this::isApp).forEach(ProcessHandle::destroyForcibly);
      output.join(KILLED.toMillis());
    }
  }

  /** The app's command line names the agent's jar, which is in the supervisor's directory. */
  private boolean isApp(ProcessHandle candidate) {
    return candidate.info().commandLine().orElse("").contains(directory.path() + "/");
  }

  private static void pass(Process process, OutputListener listener) {
    boolean reported = false;
    try (BoundedLineReader reader = new BoundedLineReader(process.getInputStream())) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (reader.isContinuation() && !reported) {
          reported = true;
          listener.line(
              "[dev] lines longer than "
                  + BoundedLineReader.LONGEST
                  + " characters are shown in pieces");
        }
        listener.line(line);
      }
    } catch (IOException e) {
      listener.line("[dev] the app's output cannot be read: " + e.getMessage());
    }
  }

  private static int awaitPort(Path file, Process process) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.exists(file)) {
      try {
        if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new IOException("its supervisor exited with code " + process.exitValue());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new IOException("its supervisor did not start within " + START.toSeconds() + " s");
      }
    }
    return Integer.parseInt(Files.readString(file));
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    ProcessHandle killed = process.toHandle();
    killed.onExit().completeOnTimeout(killed, KILLED.toMillis(), TimeUnit.MILLISECONDS).join();
  }
}
