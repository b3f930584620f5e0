package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
import dev.innerloop.wire.WorkspacePath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the app's JVM. */
final class AppProcess {

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
  static void check(AppLaunch launch) throws IOException {
    int position = 0;
    for (String variable : launch.environment()) {
      position++;
      int equals = variable.indexOf('=');
      if (equals < 1) {
        throw new IOException("entry " + position + " of the app's environment is not NAME=value");
      }
      if (variable.indexOf('\0') >= 0) {
        String name = variable.substring(0, equals).replace("\0", "\\0");
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

  /** Starts the app; its output goes where ours goes, byte for byte. */
  static AppProcess start(
      AppLaunch launch,
      Path java,
      WorkspaceRoot workspace,
      Path jar,
      String agent,
      List<String> archive)
      throws IOException {
    check(launch);
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + jar + "=" + agent);
    if (!Files.isWritable(Paths.get(System.getProperty("java.io.tmpdir")))) {
      Path temporary = Files.createDirectories(workspace.own().resolve("tmp"));
      command.add("-Djava.io.tmpdir=" + temporary);
    }
    command.addAll(archive);
    command.addAll(launch.jvmOptions());
    command.addAll(new AppClassPath(launch, workspace.directory(), jar).command());
    command.addAll(launch.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String variable : launch.environment()) {
      int equals = variable.indexOf('=');
      builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    Process process = builder.start();
    // Our own input is not the app's: locally, its end tells us that the session is gone.
    process.getOutputStream().close();
    return new AppProcess(process);
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
