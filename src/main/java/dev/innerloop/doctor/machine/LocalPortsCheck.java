package dev.innerloop.doctor.machine;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import dev.innerloop.forward.port.LocalPort;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether the ports of this machine are free that a session would take, all of them at once. */
public record LocalPortsCheck(Supplier<List<Wanted>> wanted) implements Check {

  /**
   * A port that a session would take.
   *
   * @param leadsTo what it is for, such as {@code hello} or {@code db:5432}
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
  public Finding look() {
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
      throw new Problem(
          "A local port could not be freed again: " + e.getMessage(), "Try again.", e);
    }
    return Finding.ok(words.isEmpty() ? "none is needed" : String.join(", ", words));
  }

  private static String words(Wanted wanted, int taken) {
    return taken
        + " for "
        + wanted.leadsTo()
        + (taken == wanted.port().number()
            ? ""
            : ", since " + wanted.port().number() + " is taken");
  }
}
