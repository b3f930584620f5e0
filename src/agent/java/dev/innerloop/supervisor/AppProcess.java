package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
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
  private final long started = System.nanoTime();

  private AppProcess(Process process) {
    this.process = process;
  }

  /** Starts the app; its output goes where ours goes, byte for byte. */
  static AppProcess start(AppLaunch launch, Path java, Path workspace, Path own, String agent)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + agent);
    if (!Files.isWritable(Paths.get(System.getProperty("java.io.tmpdir")))) {
      Path temporary = Files.createDirectories(own.resolve("tmp"));
      command.add("-Djava.io.tmpdir=" + temporary);
    }
    command.addAll(launch.jvmOptions());
    StringBuilder classPath = new StringBuilder();
    for (String entry : launch.classPath()) {
      if (classPath.length() > 0) {
        classPath.append(File.pathSeparatorChar);
      }
      classPath.append(workspace.resolve(entry));
    }
    command.add("-cp");
    command.add(classPath.toString());
    command.add(launch.mainClass());
    command.addAll(launch.arguments());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // Our own input is not the app's: locally, its end tells us that the session is gone.
    process.getOutputStream().close();
    return new AppProcess(process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long aliveMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
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
