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
final class ReplicaReporter {

  private final Replica replica;
  private final List<ReplicaObserver> observers;

  /** Held while observers are called: events do not overtake each other. */
  private final ReentrantLock order = new ReentrantLock();

  @GuardedBy("order")
  private boolean disappeared;

  private volatile ReplicaStatus status;

  ReplicaReporter(Replica replica, List<ReplicaObserver> observers) {
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
      notifyAll(event);
    } finally {
      order.unlock();
    }
  }

  /** The first status of a new replica. */
  void reportNew() throws InterruptedException {
    report(new ReplicaEvent.StatusChanged(status));
  }

  void attached(AppState app, int exitCode) throws InterruptedException {
    change(ReplicaStatus.attached(replica, app, status.served(), exitCode));
  }

  void detached(Attachment why) throws InterruptedException {
    change(ReplicaStatus.detached(replica, why, status.served()));
  }

  void serves(long revision) throws InterruptedException {
    ReplicaStatus before = status;
    change(
        ReplicaStatus.attached(
            replica, AppState.SERVING, Math.max(before.served(), revision), before.exitCode()));
  }

  /** The replica does not answer: detaches it, unless an observer is busy with an earlier event. */
  void unresponsive(String reason) throws InterruptedException {
    if (order.tryLock()) {
      try {
        if (status.isAttached()) {
          detached(Attachment.CONNECTING);
          report(new ReplicaEvent.Lost(replica, reason));
        }
      } finally {
        order.unlock();
      }
    }
  }

  /** No event follows this one. */
  void disappeared() throws InterruptedException {
    order.lockInterruptibly();
    try {
      notifyAll(new ReplicaEvent.Disappeared(replica));
      disappeared = true;
    } finally {
      order.unlock();
    }
  }

  private void change(ReplicaStatus to) throws InterruptedException {
    order.lockInterruptibly();
    try {
      boolean same = to.equals(status);
      status = to;
      if (!same) {
        notifyAll(new ReplicaEvent.StatusChanged(to));
      }
    } finally {
      order.unlock();
    }
  }

  /** All observers get the event, also if one of them fails. */
  @GuardedBy("order")
  private void notifyAll(ReplicaEvent event) throws InterruptedException {
    if (disappeared) {
      return;
    }
    RuntimeException failure = null;
    for (ReplicaObserver observer : observers) {
      try {
        event.accept(observer);
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
