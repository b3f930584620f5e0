package dev.innerloop.session;

import dev.innerloop.event.Event;
import dev.innerloop.forward.LocalForward;
import dev.innerloop.replica.Replica;
import dev.innerloop.request.AppRequest;
import dev.innerloop.request.PortForward;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The ports that the user wants in addition to those of the apps. */
final class PortForwards implements Closeable {

  private final Consumer<Event> events;
  private final List<LocalForward> open = new ArrayList<>();
  private final Set<PortForward> services = new HashSet<>();

  PortForwards(Consumer<Event> events) {
    this.events = events;
  }

  /**
   * Opens what an app's settings ask for. A port of a Service is opened once for all apps.
   *
   * @throws dev.innerloop.problem.Problem if a port is taken, or the target has no Services
   */
  void open(AppRequest request, AppPorts ports, Target target) {
    String app = request.app().name();
    for (PortForward forward : request.session().forwarding().more()) {
      if (forward.service().isEmpty()) {
        open(forward, forward.target(app), ports.gate()::serving);
      } else if (services.add(forward)) {
        Replica service = target.service(forward.service().get());
        open(forward, forward.target(app), () -> Optional.of(service));
      }
    }
  }

  private void open(PortForward forward, String to, Supplier<Optional<Replica>> picks) {
    LocalForward opened =
        LocalForward.open(
            forward.localPort(),
            forward.port(),
            forward.choice(),
            picks,
            new ForwardReporter(to, events));
    open.add(opened);
    events.accept(
        new Event.Notice(
            to
                + " is at localhost:"
                + opened.localPort()
                + ". Its connections do not wait for updates."));
  }

  @Override
  public void close() throws IOException {
    for (LocalForward forward : open) {
      forward.close();
    }
  }
}
