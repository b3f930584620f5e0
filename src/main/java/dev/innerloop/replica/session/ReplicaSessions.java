package dev.innerloop.replica.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.Blobs;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.SessionKey;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Converges all replicas of one app, each from a thread of its own: a slow or dead one delays no
 * other.
 *
 * <p>Nothing is queued: every replica is driven to the newest {@link Revision}, from whatever it
 * holds. A replica that appears later, comes back, or lost its content is no special case.
 */
public final class ReplicaSessions implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(3);

  private final Claimant claimant;
  private final Blobs blobs;
  private final List<ReplicaObserver> observers;
  private final Map<Replica, Running> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.factory("dev-replica-watchdog"));
  private volatile DesiredState desired = DesiredState.NONE;

  @GuardedBy("this")
  private @Nullable Closeable subscription;

  private record Running(ReplicaSession session, Thread thread) {}

  /**
   * @param holder who we are, for others who want the same replicas: {@code user@host}
   * @param takeover whether to push another session aside
   * @param observers each is notified of every event, in this order
   */
  public ReplicaSessions(
      SessionKey key,
      Blobs blobs,
      String holder,
      boolean takeover,
      List<ReplicaObserver> observers) {
    this.claimant = new Claimant(key, holder, takeover);
    this.blobs = blobs;
    this.observers = List.copyOf(observers);
  }

  /** Attaches to the replicas that are there, and to those that come. */
  public synchronized void open(ReplicaSource source) {
    if (subscription != null) {
      throw new IllegalStateException("already open");
    }
    subscription =
        source.watch(
            new ReplicaSource.Listener() {
              @Override
              public void appeared(Replica replica) {
                begin(replica);
              }

              @Override
              public void disappeared(Replica replica) {
                end(replica);
              }
            });
    watchdog.scheduleWithFixedDelay(this::checkAlive, 1, 1, TimeUnit.SECONDS);
  }

  /** Drives all replicas to this revision from now on, unless a newer one is desired already. */
  public synchronized void desire(Revision revision) {
    DesiredState newer = desired.with(revision);
    if (desired.isBefore(newer)) {
      desired = newer;
      wake();
    }
  }

  /** Restarts the app in all replicas, with everything that was deferred until then. */
  public synchronized void restart() {
    desired = desired.withRestart();
    wake();
  }

  /** How the replicas are doing, by name. */
  public List<ReplicaStatus> replicas() {
    List<ReplicaStatus> replicas = new ArrayList<>();
    running.values().forEach(each -> replicas.add(each.session().status()));
    replicas.sort((a, b) -> a.replica().name().compareTo(b.replica().name()));
    return replicas;
  }

  /** Releases all replicas and ends; what they run goes on. */
  @Override
  public void close() {
    synchronized (this) {
      if (subscription != null) {
        try {
          subscription.close();
        } catch (IOException e) {
          throw new IllegalStateException("a subscription that is only ours cannot be closed", e);
        }
      }
    }
    watchdog.shutdownNow();
    running.values().forEach(each -> each.session().close());
    long deadline = System.nanoTime() + END.toNanos();
    for (Running each : running.values()) {
      join(each, deadline);
    }
    running.clear();
  }

  /** The supervisor of a real replica. */
  private record WireEndpoint(Replica replica) implements ReplicaSession.Endpoint {

    @Override
    public SupervisorConnection connect() throws IOException {
      return new WireConnection(
          replica.name(), replica.connect(replica.supervisorPort()), replica.sharesFiles());
    }
  }

  private void begin(Replica replica) {
    ReplicaSession session =
        new ReplicaSession(
            new WireEndpoint(replica),
            claimant,
            blobs,
            () -> desired,
            new ReplicaEventDispatcher(replica, observers),
            ReplicaSession.Time.REAL);
    Thread thread = DaemonThreads.named("dev-replica-" + replica.name(), session);
    if (running.putIfAbsent(replica, new Running(session, thread)) == null) {
      thread.start();
    }
  }

  private void end(Replica replica) {
    Running gone = running.remove(replica);
    if (gone != null) {
      abandon(gone);
      gone.session().disappeared();
    }
  }

  private void wake() {
    running.values().forEach(each -> each.session().wake());
  }

  private void checkAlive() {
    for (Running each : running.values()) {
      try {
        each.session().checkAlive();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (IOException e) {
        // It was to be broken, and is: its own session notices.
        continue;
      } catch (RuntimeException e) { // of an observer: other replicas are still to be checked
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      }
    }
  }

  private static void join(Running each, long deadline) {
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      each.thread().join(Math.max(1, left));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (each.thread().isAlive()) {
      abandon(each);
    }
  }

  /** An interrupt alone does not end a read from a replica that is silent. */
  private static void abandon(Running each) {
    each.thread().interrupt();
    try {
      each.session().abandon();
    } catch (IOException e) {
      // It was to be broken, and is.
      return;
    }
  }
}
