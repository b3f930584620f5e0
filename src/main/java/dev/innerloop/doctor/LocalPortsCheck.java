package dev.innerloop.doctor;

import dev.innerloop.forward.LocalPort;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether all local ports of a session are free at the same time. */
public record LocalPortsCheck(Supplier<List<Wanted>> wanted) implements Check {

  /**
   * A local port of a session.
   *
   * @param leadsTo what it forwards to, such as {@code hello} or {@code db:5432}
   */
  public record Wanted(String leadsTo, LocalPort port) {}

  @Override
  public Topic topic() {
    return Topic.LOCAL_PORT;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP);
  }

  @Override
  public CheckResult run() {
    List<ServerSocket> held = new ArrayList<>();
    List<String> words = new ArrayList<>();
    try {
      try {
        for (Wanted each : wanted.get()) {
          ServerSocket socket = each.port().listen();
          held.add(socket);
          words.add(words(each, socket.getLocalPort()));
        }
      } finally {
        for (ServerSocket socket : held) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new Problem("A local port could not be released: " + e.getMessage(), "Try again.", e);
    }
    return CheckResult.ok(words.isEmpty() ? "none required" : String.join(", ", words));
  }

  private static String words(Wanted wanted, int taken) {
    return taken
        + " for "
        + wanted.leadsTo()
        + (taken == wanted.port().number()
            ? ""
            : ", because " + wanted.port().number() + " is in use");
  }
}
