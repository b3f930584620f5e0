package dev.innerloop.acceptance;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The processes in pods of our own node, which are processes of this machine. */
final class PodProcesses {

  private PodProcesses() {}

  /** The app's JVM, if it runs. */
  static Optional<ProcessHandle> app(Pod pod) {
    return find(pod, "-javaagent:");
  }

  /** The main process of the container, if it runs. */
  static Optional<ProcessHandle> supervisor(Pod pod) {
    return find(pod, "-jar");
  }

  static void signal(String name, ProcessHandle process) {
    if (process.isAlive()) {
      Commands.run(List.of("sh", "-c", "kill -" + name + " " + process.pid() + " || true"));
    }
  }

  /** It can write no byte more into any file, as on a full disk; or can again. */
  static void fillDisk(ProcessHandle process, boolean full) {
    Path status = Path.of("/proc/" + process.pid());
    try {
      Commands.run(
          List.of(
              "setpriv", // only its own user may, if root is not allowed to
              "--reuid=" + Files.getAttribute(status, "unix:uid"),
              "--regid=" + Files.getAttribute(status, "unix:gid"),
              "--clear-groups",
              "prlimit",
              "--pid=" + process.pid(),
              "--fsize=" + (full ? "0:" : "unlimited:")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> find(Pod pod, String argument) {
    String host = "HOSTNAME=" + pod.getMetadata().getName();
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                strings(process, "cmdline").stream().anyMatch(it -> it.startsWith(argument))
                    && strings(process, "environ").contains(host))
        .findFirst();
  }

  private static List<String> strings(ProcessHandle process, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process.pid(), file));
      return List.of(new String(bytes, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      return List.of(); // it has ended
    }
  }
}
