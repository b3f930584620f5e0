package dev.innerloop.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.ChangeListener;
import dev.innerloop.forward.gate.RequestGate;
import dev.innerloop.project.Module;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes and signals for the thread of a session, filled by any other thread.
 *
 * <p>From the moment a save is detected until what came of it is known, the apps may serve old
 * code: requests are paused for so long.
 */
final class SessionInbox implements ChangeListener {

  private final List<RequestGate> gates;

  @GuardedBy("this")
  private final Set<Change.Subject> incomplete = new HashSet<>();

  @GuardedBy("this")
  private final MergedChanges changes = new MergedChanges();

  @GuardedBy("this")
  private final List<SessionSignal> signals = new ArrayList<>();

  @GuardedBy("this")
  private boolean paused;

  /** Whether a batch was taken that is not handled yet. */
  @GuardedBy("this")
  private boolean isBusy;

  @GuardedBy("this")
  private String compileError = "";

  /** All that arrived since the last batch; at most one change for each module and kind. */
  record Batch(List<Change> changes, List<SessionSignal> signals) {

    Batch {
      changes = List.copyOf(changes);
      signals = List.copyOf(signals);
    }
  }

  /**
   * @param gates of all apps of the session
   */
  SessionInbox(Collection<RequestGate> gates) {
    this.gates = List.copyOf(gates);
  }

  /** Pauses requests; the change that was detected has to follow. */
  @Override
  public synchronized void detected(Module module, Change.Kind kind) {
    incomplete.add(new Change.Subject(module.pom(), kind));
    if (!paused) {
      paused = true;
      gates.forEach(RequestGate::pause);
    }
  }

  @Override
  public synchronized void changed(Change change) {
    incomplete.remove(change.subject());
    changes.add(change);
    notifyAll();
  }

  @Override
  public synchronized void dismissed(Module module, Change.Kind kind) {
    incomplete.remove(new Change.Subject(module.pom(), kind));
    resumeIfDone();
  }

  /** Changes that were detected earlier are applied as one update. */
  synchronized void release(Collection<Change> deferred) {
    for (Change change : deferred) {
      detected(change.module(), change.kind());
      changed(change);
    }
  }

  synchronized void post(SessionSignal signal) {
    signals.add(signal);
    notifyAll();
  }

  /** Waits for at least one change or signal. */
  synchronized Batch take() throws InterruptedException {
    while (changes.isEmpty() && signals.isEmpty()) {
      wait();
    }
    Batch batch = new Batch(changes.drain(), signals);
    signals.clear();
    isBusy = true;
    return batch;
  }

  /**
   * The last batch was handled: unless something was saved meanwhile, requests resume.
   *
   * @param error why the sources do not compile as they are now; empty if they do
   */
  synchronized void handled(String error) {
    isBusy = false;
    compileError = error;
    resumeIfDone();
  }

  @GuardedBy("this")
  private void resumeIfDone() {
    if (paused && !isBusy && incomplete.isEmpty() && changes.isEmpty()) {
      paused = false;
      for (RequestGate gate : gates) {
        gate.resume(compileError);
      }
    }
  }
}
