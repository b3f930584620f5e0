package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaSource;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.SessionKey;
import dev.innerloop.replica.SessionListener;
import dev.innerloop.replica.Wanted;
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
 * <p>Nothing is queued: every replica is driven to the newest {@link Wanted}, from whatever it
 * holds. A replica that appears later, comes back, or lost its content is no special case.
 */
public final class ReplicaSessions implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(3);

  private final Claimant claimant;
  private final Blobs blobs;
  private final SessionListener listener;
  private final Map<Replica, Running> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "dev-replica-watchdog");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Goal goal = Goal.NONE;
  private @Nullable Closeable subscription;

  private record Running(ReplicaSession session, Thread thread) {}

  /**
   * @param holder who we are, for others who want the same replicas: {@code user@host}
   * @param takeover whether to push another session aside
   */
  public ReplicaSessions(
      SessionKey key, Blobs blobs, String holder, boolean takeover, SessionListener listener) {
    this.claimant = new Claimant(key, holder, takeover);
    this.blobs = blobs;
    this.listener = listener;
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

  /** From now on all replicas are to hold and run this. Older than what is wanted: ignored. */
  public synchronized void want(Wanted wanted) {
    Wanted before = goal.wanted();
    if (before == null || wanted.update() > before.update()) {
      goal = new Goal(wanted, goal.restarts());
      wake();
    }
  }

  /** Has the app restarted in all replicas, with what is wanted. */
  public synchronized void restart() {
    goal = new Goal(goal.wanted(), goal.restarts() + 1);
    wake();
  }

  /**
   * Waits until every attached replica, at least one, serves an update or a newer one.
   *
   * @return false if that did not happen in time
   */
  public synchronized boolean awaitServed(long update, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!allServe(update)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
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

  private void begin(Replica replica) {
    ReplicaSession session =
        new ReplicaSession(replica, claimant, blobs, () -> goal, listener, this::statusChanged);
    Thread thread = new Thread(session, "dev-replica-" + replica.name());
    thread.setDaemon(true);
    if (running.putIfAbsent(replica, new Running(session, thread)) == null) {
      thread.start();
    }
  }

  private void end(Replica replica) {
    Running gone = running.remove(replica);
    if (gone != null) {
      abandon(gone);
      statusChanged();
    }
  }

  private boolean allServe(long update) {
    boolean any = false;
    for (ReplicaStatus replica : replicas()) {
      if (replica.phase().isAttached()) {
        if (replica.phase() != ReplicaStatus.Phase.SERVING || replica.served() < update) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  private void statusChanged() {
    listener.changed();
    synchronized (this) {
      notifyAll();
    }
  }

  private void wake() {
    running.values().forEach(each -> each.session().wake());
  }

  private void checkAlive() {
    for (Running each : running.values()) {
      try {
        each.session().checkAlive();
      } catch (IOException e) {
        // It was to be broken, and is: its own session notices.
        continue;
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
