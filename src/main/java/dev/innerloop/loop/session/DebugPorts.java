package dev.innerloop.loop.session;

import dev.innerloop.forward.ForwardListener;
import dev.innerloop.forward.LocalForward;
import dev.innerloop.forward.port.LocalPort;
import dev.innerloop.loop.event.Event;
import dev.innerloop.loop.request.DebugSettings;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Local ports for debuggers, one for each replica of an app. A replica keeps its port while it
 * lives; the one that replaces it gets the same, so that an IDE's configuration stays right.
 */
final class DebugPorts implements Closeable {

  private static final String PARAMETER = "dev.debugPort";

  /** What IDEs propose. */
  private static final int USUAL = 5005;

  private final String app;
  private final DebugSettings settings;
  private final int jvmPort;
  private final Consumer<Event> events;
  private final List<Slot> slots = new ArrayList<>();

  private DebugPorts(String app, DebugSettings settings, int jvmPort, Consumer<Event> events) {
    this.app = app;
    this.settings = settings;
    this.jvmPort = jvmPort;
    this.events = events;
  }

  /**
   * Takes the first port.
   *
   * @param jvmPort where the JVMs listen, each on its own loopback
   * @throws Problem if the user asked for a port that is taken
   */
  static DebugPorts open(String app, DebugSettings settings, int jvmPort, Consumer<Event> events) {
    DebugPorts ports = new DebugPorts(app, settings, jvmPort, events);
    Integer port = settings.port();
    ports.add(port == null ? LocalPort.from(USUAL, PARAMETER) : LocalPort.exactly(port, PARAMETER));
    return ports;
  }

  /** The same launch with a debugger's door; on loopback, as whoever comes in may do anything. */
  Launch debugged(Launch launch) {
    List<String> options = new ArrayList<>();
    options.add(
        "-agentlib:jdwp=transport=dt_socket,server=y,quiet=y,suspend="
            + (settings.suspend() ? "y" : "n")
            + ",address=127.0.0.1:"
            + jvmPort);
    options.addAll(launch.jvmOptions());
    return launch.withJvmOptions(options);
  }

  /** The same replicas, each of which gets a port before anybody else hears of it. */
  ReplicaSource observed(ReplicaSource source) {
    return listener ->
        source.watch(
            new ReplicaSource.Listener() {
              @Override
              public void appeared(Replica replica) {
                assign(replica);
                listener.appeared(replica);
              }

              @Override
              public void disappeared(Replica replica) {
                free(replica);
                listener.disappeared(replica);
              }
            });
  }

  /** A replica's JVM was started: it waits for a debugger, if it was told to. */
  void starting(Replica replica) {
    tell(replica, settings.suspend());
  }

  /** A replica serves. */
  void serves(Replica replica) {
    tell(replica, false);
  }

  private synchronized void tell(Replica replica, boolean waits) {
    for (Slot slot : slots) {
      if (replica.equals(slot.replica) && (waits || !slot.told)) {
        slot.told = true;
        events.accept(new Event.DebugPort(app, replica.name(), slot.localPort(), waits));
      }
    }
  }

  private synchronized void assign(Replica replica) {
    try {
      Slot slot = vacant();
      slot.told = false;
      slot.replica = replica;
    } catch (Problem problem) {
      events.accept(
          new Event.Notice(replica.name() + " cannot be debugged. " + problem.getMessage()));
    }
  }

  private Slot vacant() {
    for (Slot slot : slots) {
      if (slot.replica == null) {
        return slot;
      }
    }
    return add(LocalPort.from(slots.get(slots.size() - 1).localPort() + 1, PARAMETER));
  }

  private Slot add(LocalPort port) {
    Slot slot = new Slot();
    slot.forward =
        LocalForward.withoutLinger(port, jvmPort, slot::replica, ForwardListener.silent());
    slots.add(slot);
    return slot;
  }

  private synchronized void free(Replica replica) {
    for (Slot slot : slots) {
      if (replica.equals(slot.replica)) {
        slot.replica = null;
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Slot slot : slots) {
      slot.close();
    }
  }

  /** A local port, and whose it is. */
  private static final class Slot implements Closeable {

    private @Nullable LocalForward forward;
    private volatile @Nullable Replica replica;
    private boolean told;

    Optional<Replica> replica() {
      return Optional.ofNullable(replica);
    }

    int localPort() {
      return forward == null ? 0 : forward.localPort();
    }

    @Override
    public void close() throws IOException {
      if (forward != null) {
        forward.close();
      }
    }
  }
}
