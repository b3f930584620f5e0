package dev.innerloop.acceptance;

import dev.innerloop.image.registry.TestRegistry;
import dev.innerloop.testing.Await;
import dev.innerloop.testing.ReservedPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A registry with a password inside the node, by the same name there and here. It is Debian's
 * docker-registry.
 */
final class PrivateRegistry implements AutoCloseable {

  static final String USER = "dev";
  static final String PASSWORD = "secret";

  private static final Duration STARTED = Duration.ofMinutes(2);

  private final ReservedPort port;
  private final List<Process> processes;

  private PrivateRegistry(ReservedPort port, List<Process> processes) {
    this.port = port;
    this.processes = processes;
  }

  static PrivateRegistry start(Path folder) {
    return start(folder, TestRegistry.HTPASSWD);
  }

  /**
   * @param logins users and their passwords, as htpasswd writes them with bcrypt
   */
  static PrivateRegistry start(Path folder, String logins) {
    ReservedPort port = new ReservedPort();
    try {
      Path users = Files.writeString(folder.resolve("htpasswd"), logins);
      Path config =
          Files.writeString(
              folder.resolve("registry.yml"),
              """
              version: 0.1
              log: {accesslog: {disabled: true}}
              storage: {filesystem: {rootdirectory: '%s'}}
              auth: {htpasswd: {realm: test, path: '%s'}}
              http: {addr: '127.0.0.1:%d'}
              """
                  .formatted(folder.resolve("storage"), users, port.number()));
      Path registryLog = folder.resolve("registry.log");
      Path relayLog = folder.resolve("relay.log");
      PrivateRegistry registry =
          new PrivateRegistry(
              port,
              List.of(
                  Node.start(registryLog, "enter", "docker-registry", "serve", config.toString()),
                  Node.start(relayLog, "relay", Integer.toString(port.number()))));
      Await.value(
          STARTED,
          () -> read(registryLog) + read(relayLog),
          () ->
              read(registryLog).contains("listening on") && read(relayLog).contains("listening on")
                  ? Optional.of(true)
                  : Optional.empty());
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String host() {
    return "localhost:" + port.number();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    port.close();
  }
}
