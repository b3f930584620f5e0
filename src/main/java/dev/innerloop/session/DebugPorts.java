package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.event.Event;
import dev.innerloop.forward.ForwardListener;
import dev.innerloop.forward.LocalForward;
import dev.innerloop.forward.LocalPort;
import dev.innerloop.problem.Problem;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.request.DebugSettings;
import dev.innerloop.wire.JvmAgents;
import dev.innerloop.wire.Launch;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Local ports for debuggers, one for each replica of an app. A replica keeps its port while it
 * lives; its replacement gets the same, so that the configuration of an IDE stays valid.
 */
final class DebugPorts implements ReplicaObserver, Closeable {

  private static final String PARAMETER = "dev.debugPort";

  /** What IDEs propose. */
  private static final int USUAL = 5005;

  private final String app;
  private final DebugSettings settings;
  private final int jvmPort;
  private final Consumer<Event> events;

  @GuardedBy("this")
  private final List<Slot> slots = new ArrayList<>();

  /** Replicas for which no port was free. */
  @GuardedBy("this")
  private final Set<Replica> refused = new HashSet<>();

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
    synchronized (ports) {
      ports.add(
          port == null ? LocalPort.from(USUAL, PARAMETER) : LocalPort.exactly(port, PARAMETER));
    }
    return ports;
  }

  /** The same launch, open to debuggers; on loopback only, since a debugger may do anything. */
  Launch debugged(Launch launch) {
    List<String> options = new ArrayList<>();
    options.add(
        "-agentlib:jdwp=transport=dt_socket,server=y,quiet=y,suspend="
            + (settings.suspend() ? "y" : "n")
            + ",address=127.0.0.1:"
            + jvmPort);
    launch.jvmOptions().stream()
        .filter(option -> !JvmAgents.isDebugAgent(option)) // a JVM takes only one
        .forEach(options::add);
    return launch.withJvmOptions(options);
  }

  @Override
  public void observe(ReplicaEvent event) {
    if (event instanceof ReplicaEvent.StatusChanged) {
      assign(event.replica());
    } else if (event instanceof ReplicaEvent.Disappeared) {
      free(event.replica());
    } else if (event instanceof ReplicaEvent.Starting) {
      report(event.replica(), settings.suspend()); // its JVM waits for a debugger if you want that
    } else if (event instanceof ReplicaEvent.Served) {
      report(event.replica(), false);
    }
  }

  /** The replica with the first port. */
  synchronized Optional<Replica> first() {
    return slots.get(0).replica();
  }

  private synchronized void report(Replica replica, boolean waits) {
    for (Slot slot : slots) {
      if (replica.equals(slot.replica) && (waits || !slot.reported)) {
        slot.reported = true;
        events.accept(new Event.DebugPort(app, replica.name(), slot.localPort(), waits));
      }
    }
  }

  private synchronized void assign(Replica replica) {
    if (refused.contains(replica)) {
      return;
    }
    for (Slot slot : slots) {
      if (replica.equals(slot.replica)) {
        return;
      }
    }
    try {
      Slot slot = vacant();
      slot.reported = false;
      slot.replica = replica;
    } catch (Problem problem) {
      refused.add(replica);
      events.accept(
          Event.Notice.warning(replica.name() + " cannot be debugged. " + problem.getMessage()));
    }
  }

  @GuardedBy("this")
  private Slot vacant() {
    for (Slot slot : slots) {
      if (slot.replica == null) {
        return slot;
      }
    }
    return add(LocalPort.from(slots.get(slots.size() - 1).localPort() + 1, PARAMETER));
  }

  @GuardedBy("this")
  private Slot add(LocalPort port) {
    Slot slot = new Slot();
    slot.forward = LocalForward.ofThisUser(port, jvmPort, slot::replica, new Refusals(app, events));
    slots.add(slot);
    return slot;
  }

  private synchronized void free(Replica replica) {
    refused.remove(replica);
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

  /** Reports debuggers of other users: each reason once. */
  private static final class Refusals implements ForwardListener {

    private final String app;
    private final Consumer<Event> events;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    Refusals(String app, Consumer<Event> events) {
      this.app = app;
      this.events = events;
    }

    @Override
    public void unserved(int localPort, String reason) {
      // The debugger says so.
    }

    @Override
    public void refused(int localPort, String reason) {
      if (reported.add(reason)) {
        events.accept(
            Event.Notice.warning(
                "A debugger of %s at port %d was refused: %s. It could run any code in the app."
                    .formatted(app, localPort, reason)));
      }
    }
  }

  /** A local port, and whose it is. */
  private static final class Slot implements Closeable {

    private @Nullable LocalForward forward;
    private volatile @Nullable Replica replica;
    private boolean reported;

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
