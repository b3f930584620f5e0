package dev.innerloop.supervisor;

import dev.innerloop.wire.AppLaunch;
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

  /** Starts the app; its output goes where ours goes, byte for byte. */
  static AppProcess start(
      AppLaunch launch,
      Path java,
      Path workspace,
      Path own,
      Path jar,
      String agent,
      List<String> archive)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add("-javaagent:" + jar + "=" + agent);
    if (!Files.isWritable(Paths.get(System.getProperty("java.io.tmpdir")))) {
      Path temporary = Files.createDirectories(own.resolve("tmp"));
      command.add("-Djava.io.tmpdir=" + temporary);
    }
    command.addAll(archive);
    command.addAll(launch.jvmOptions());
    command.addAll(new AppClassPath(launch, workspace, jar).command());
    command.addAll(launch.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    for (String variable : launch.environment()) {
      String[] parts = variable.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
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
