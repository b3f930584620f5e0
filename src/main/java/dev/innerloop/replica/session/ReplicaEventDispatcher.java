package dev.innerloop.replica.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaEvent;
import dev.innerloop.replica.ReplicaObserver;
import dev.innerloop.replica.ReplicaStatus;
import dev.innerloop.replica.ReplicaStatus.Attachment;
import dev.innerloop.wire.AppState;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Reports what happens to one replica to all observers, in order, until it disappears. */
final class ReplicaEventDispatcher {

  private final Replica replica;
  private final List<ReplicaObserver> observers;

  /** Held while observers are called: events do not overtake each other. */
  private final ReentrantLock order = new ReentrantLock();

  @GuardedBy("order")
  private boolean isLost;

  @GuardedBy("order")
  private boolean hasDisappeared;

  private volatile ReplicaStatus status;

  ReplicaEventDispatcher(Replica replica, List<ReplicaObserver> observers) {
    this.replica = replica;
    this.observers = List.copyOf(observers);
    this.status = ReplicaStatus.detached(replica, Attachment.CONNECTING, 0);
  }

  ReplicaStatus status() {
    return status;
  }

  void report(ReplicaEvent event) throws InterruptedException {
    order.lockInterruptibly();
    try {
      send(event);
    } finally {
      order.unlock();
    }
  }

  /** Reports the first status of a new replica. */
  void appeared() throws InterruptedException {
    report(new ReplicaEvent.StatusChanged(status));
  }

  /** Reports that the session works on the replica. */
  void attached() throws InterruptedException {
    order.lockInterruptibly();
    try {
      isLost = false;
      send(new ReplicaEvent.Attached(replica));
    } finally {
      order.unlock();
    }
  }

  /**
   * Reports that the replica is lost.
   *
   * @return false if that is reported already since it was attached
   */
  boolean lost(String reason) throws InterruptedException {
    order.lockInterruptibly();
    try {
      change(ReplicaStatus.detached(replica, Attachment.CONNECTING, status.served()));
      if (isLost) {
        return false;
      }
      isLost = true;
      send(new ReplicaEvent.Lost(replica, reason));
      return true;
    } finally {
      order.unlock();
    }
  }

  /** The replica is lost, which observers know already. */
  void lostSilently() throws InterruptedException {
    order.lockInterruptibly();
    try {
      isLost = true;
      change(ReplicaStatus.detached(replica, Attachment.CONNECTING, status.served()));
    } finally {
      order.unlock();
    }
  }

  /** Like {@link #lost}, from another thread; does nothing while observers are busy. */
  void unresponsive() throws InterruptedException {
    if (order.tryLock()) {
      try {
        if (status.isAttached()) {
          lost("does not answer");
        }
      } finally {
        order.unlock();
      }
    }
  }

  /** Reports that the replica is connected, in which state its app is. */
  void connected(AppState app, int exitCode) throws InterruptedException {
    order.lockInterruptibly();
    try {
      change(ReplicaStatus.attached(replica, app, status.served(), exitCode));
    } finally {
      order.unlock();
    }
  }

  /** Reports that the session cannot work on the replica. */
  void detached(Attachment why) throws InterruptedException {
    order.lockInterruptibly();
    try {
      change(ReplicaStatus.detached(replica, why, status.served()));
    } finally {
      order.unlock();
    }
  }

  /** Reports the status that a served revision leads to, then the event. */
  void served(ReplicaEvent.Served event) throws InterruptedException {
    order.lockInterruptibly();
    try {
      long served = Math.max(status.served(), event.revision());
      change(ReplicaStatus.attached(replica, AppState.SERVING, served, status.exitCode()));
      send(event);
    } finally {
      order.unlock();
    }
  }

  /** Reports that the replica is gone: no event follows this one. */
  void disappeared() {
    order.lock();
    try {
      send(new ReplicaEvent.Disappeared(replica));
      hasDisappeared = true;
    } catch (InterruptedException e) { // cannot happen: no observer waits because of this event
      Thread.currentThread().interrupt();
    } finally {
      order.unlock();
    }
  }

  @GuardedBy("order")
  private void change(ReplicaStatus to) throws InterruptedException {
    if (!to.equals(status)) {
      status = to;
      send(new ReplicaEvent.StatusChanged(to));
    }
  }

  /** All observers get the event, also if one of them fails. */
  @GuardedBy("order")
  private void send(ReplicaEvent event) throws InterruptedException {
    if (hasDisappeared) {
      return;
    }
    RuntimeException failure = null;
    for (ReplicaObserver observer : observers) {
      try {
        observer.observe(event);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
