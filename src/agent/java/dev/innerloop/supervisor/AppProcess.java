package dev.innerloop.supervisor;

import dev.innerloop.wire.JvmAgents;
import dev.innerloop.wire.JvmVariables;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.OwnJvmOptions;
import dev.innerloop.wire.WorkspacePath;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One run of the app's JVM. */
final class AppProcess {

  /** What an app sets that has an archive of its own, or wants none. */
  private static final List<String> ARCHIVE_FLAGS =
      Arrays.asList("SharedArchiveFile", "UseSharedSpaces", "RequireSharedSpaces");

  private static final String TEMPORARY = "-Djava.io.tmpdir=";

  private final Process process;

  private AppProcess(Process process) {
    this.process = process;
  }

  /**
   * Checks what an app is to be started with, before a running one is ended for it.
   *
   * @throws IOException if no process could be started so; values are not shown, as they may be
   *     secret
   */
  static void check(Launch launch) throws IOException {
    for (Map.Entry<String, String> variable : launch.environment().variables().entrySet()) {
      String name = variable.getKey().replace("\0", "\\0");
      if (name.isEmpty() || name.indexOf('=') >= 0) {
        throw new IOException("\"" + name + "\" is not the name of an environment variable");
      }
      if (variable.getKey().indexOf('\0') >= 0 || variable.getValue().indexOf('\0') >= 0) {
        throw new IOException(
            "the environment variable " + name + " of the app contains the character NUL");
      }
    }
    for (String entry : launch.classPath()) {
      try {
        WorkspacePath.of(entry);
      } catch (IllegalArgumentException e) {
        throw new IOException("in the class path: " + e.getMessage(), e);
      }
      if (entry.contains(File.pathSeparator)) {
        throw new IOException(
            "in the class path: \"" + entry + "\" contains " + File.pathSeparator);
      }
    }
  }

  /**
   * Starts the app; its output goes where ours goes, byte for byte.
   *
   * @param agent the beginning of the agent's argument
   * @param keyFile what the agent shows when it connects
   * @param archive the options to start from an archive; empty if there is none that fits
   * @param inOurDirectory whether its working directory is ours, although the workspace has files
   *     for it: locally, ours is the project's
   * @param flags finds what its environment sets, to which our own options yield
   */
  static AppProcess start(
      Launch launch,
      Path java,
      WorkspaceRoot workspace,
      Path jar,
      String agent,
      Path keyFile,
      List<String> archive,
      RedefinitionOptions redefinition,
      boolean inOurDirectory,
      EnvironmentFlags flags)
      throws IOException, InterruptedException {
    check(launch);
    Map<String, String> environment = environment(launch);
    if (launch.hasDebugOption()) {
      List<String> unused = JvmVariables.removeDebugAgents(environment);
    }
    List<String> inFiles = OptionFiles.options(environment);
    List<String> inEnvironment = JvmVariables.options(environment);
    inEnvironment.addAll(inFiles);
    Set<String> set = flags.in(environment);
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    AppClassPath classPath = new AppClassPath(launch, workspace.directory());
    boolean fromArchive = !archive.isEmpty() && Collections.disjoint(set, ARCHIVE_FLAGS);
    List<String> paths = new ArrayList<>();
    paths.add(keyFile.toString());
    paths.addAll(classPath.additions(fromArchive));
    command.add(
        "-javaagent:"
            + jar
            + "="
            + String.join(",", agent, classPath.layout(), String.join(File.pathSeparator, paths)));
    if (!Files.isWritable(Paths.get(System.getProperty("java.io.tmpdir")))
        && !OwnJvmOptions.setsProperty(inEnvironment, TEMPORARY)) {
      command.add(TEMPORARY + Files.createDirectories(workspace.own().resolve("tmp")));
    }
    if (fromArchive) {
      command.addAll(archive);
    }
    List<String> decided = new ArrayList<>(launch.jvmOptions());
    decided.addAll(set);
    command.addAll(redefinition.options(decided));
    for (String option : OwnJvmOptions.yielding(launch.jvmOptions(), set, inEnvironment)) {
      if (!JvmAgents.isDebugAgent(option) || !hasDebugAgent(inFiles)) {
        command.add(option);
      }
    }
    command.addAll(classPath.command(fromArchive));
    command.addAll(launch.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    Path work = workspace.directory().resolve(WorkspacePath.WORK.toString());
    if (!inOurDirectory && Files.isDirectory(work)) {
      builder.directory(work.toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Our own input is not the app's: locally, its end tells us that the session is gone.
    process.getOutputStream().close();
    return new AppProcess(process);
  }

  /** All options of its JVM that can be read; those of its environment come last. */
  static List<String> options(Launch launch) {
    Map<String, String> environment = environment(launch);
    List<String> options = new ArrayList<>(launch.jvmOptions());
    options.addAll(JvmVariables.options(environment));
    options.addAll(OptionFiles.options(environment));
    return options;
  }

  /**
   * What becomes of a debug agent that the environment of an app has, too: its JVM takes only one.
   *
   * @return null if there are not two
   */
  static String otherDebugAgent(Launch launch) {
    Map<String, String> environment = environment(launch);
    if (!launch.hasDebugOption()) {
      return null;
    }
    if (hasDebugAgent(OptionFiles.options(environment))) {
      return "the debug agent of a file that JVM variables of the environment name is used: attach"
          + " to its port, or remove it from the file to use that of dev:debug";
    }
    List<String> names = JvmVariables.removeDebugAgents(environment);
    return names.isEmpty()
        ? null
        : "the debug agent in " + String.join(", ", names) + " is replaced by that of dev:debug";
  }

  private static boolean hasDebugAgent(List<String> options) {
    return options.stream().anyMatch(JvmAgents::isDebugAgent);
  }

  /** Whether a debugger may suspend its threads for as long as it likes. */
  static boolean isDebugged(Launch launch) {
    return hasDebugAgent(options(launch));
  }

  private static Map<String, String> environment(Launch launch) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    JvmVariables.restore(environment);
    environment.putAll(launch.environment().variables());
    return environment;
  }

  /** Its number in the system; -1 if this Java does not tell. */
  long pid() {
    try {
      return (Long) Process.class.getMethod("pid").invoke(process); // since Java 9
    } catch (ReflectiveOperationException | RuntimeException e) {
      return pidInJava8();
    }
  }

  private long pidInJava8() {
    try {
      Field pid = process.getClass().getDeclaredField("pid");
      pid.setAccessible(true);
      return pid.getInt(process);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return -1;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Asks it to end, then makes it; returns its exit code. */
  int stop(long graceMillis) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(graceMillis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
