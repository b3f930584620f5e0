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
 * code: requests are paused for so long. For a change that was not detected before, such as a file
 * that was saved with the same content, they are not.
 */
final class SessionInbox implements ChangeListener {

  /** Between looks at git's lock, of whose end no event tells. */
  private static final long POLL_MILLIS = 20;

  private final List<RequestGate> gates;

  @GuardedBy("this")
  private final GitActivity git;

  @GuardedBy("this")
  private final Set<Change.Subject> incomplete = new HashSet<>();

  @GuardedBy("this")
  private final MergedChanges changes = new MergedChanges();

  @GuardedBy("this")
  private final List<SessionSignal> signals = new ArrayList<>();

  @GuardedBy("this")
  private boolean paused;

  /** Whether changes that requests wait for are complete, and not taken yet. */
  @GuardedBy("this")
  private boolean isAwaited;

  /** Whether a batch with such changes was taken that is not handled yet. */
  @GuardedBy("this")
  private boolean isBusy;

  @GuardedBy("this")
  private String compileError = "";

  /** When a change was detected or completed last, by {@link System#nanoTime()}. */
  @GuardedBy("this")
  private long lastChange = System.nanoTime();

  /** Whether the last batch was handled before all changes were complete. */
  @GuardedBy("this")
  private boolean isUnsettled;

  /** All that arrived since the last batch; at most one change for each module and kind. */
  record Batch(List<Change> changes, List<SessionSignal> signals) {

    Batch {
      changes = List.copyOf(changes);
      signals = List.copyOf(signals);
    }
  }

  /** Of a project that is in no checkout. */
  SessionInbox(Collection<RequestGate> gates) {
    this(gates, GitActivity.none());
  }

  /**
   * @param gates of all apps of the session
   * @param git is waited for before a batch is taken
   */
  SessionInbox(Collection<RequestGate> gates, GitActivity git) {
    this.gates = List.copyOf(gates);
    this.git = git;
  }

  /** Pauses requests; the change that was detected has to follow. */
  @Override
  public synchronized void detected(Module module, Change.Kind kind) {
    lastChange = System.nanoTime();
    incomplete.add(new Change.Subject(module.pom(), kind));
    if (!paused) {
      paused = true;
      gates.forEach(RequestGate::pause);
    }
  }

  @Override
  public synchronized void changed(Change change) {
    lastChange = System.nanoTime();
    isAwaited |= incomplete.remove(change.subject());
    changes.add(change);
    notifyAll();
  }

  @Override
  public synchronized void dismissed(Module module, Change.Kind kind) {
    incomplete.remove(new Change.Subject(module.pom(), kind));
    resumeIfDone();
    notifyAll();
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

  /**
   * Waits for at least one change or signal, and with changes until git has finished. The batch is
   * empty if {@link #handled} announced changes, and they turned out to be none.
   */
  synchronized Batch take() throws InterruptedException {
    boolean isHeld = isHeld();
    while (signals.isEmpty() && (isHeld || changes.isEmpty() && !(isUnsettled && isSettled()))) {
      wait(isHeld ? POLL_MILLIS : 0);
      isHeld = isHeld();
    }
    Batch batch = new Batch(isHeld ? List.of() : changes.drain(), signals);
    signals.clear();
    isBusy = isAwaited && !isHeld;
    isAwaited &= isHeld;
    if (!isHeld) {
      git.handled();
    }
    isUnsettled = false;
    return batch;
  }

  @GuardedBy("this")
  private boolean isHeld() {
    return !changes.isEmpty()
        && git.isInProgress(System.nanoTime(), lastChange, incomplete.isEmpty());
  }

  @GuardedBy("this")
  private boolean isSettled() {
    return incomplete.isEmpty() && changes.isEmpty();
  }

  /**
   * The last batch was handled: unless something was saved meanwhile, requests resume.
   *
   * @param error why the sources do not compile as they are now; empty if they do
   * @return whether nothing was saved meanwhile; else another batch follows
   */
  synchronized boolean handled(String error) {
    isBusy = false;
    compileError = error;
    isUnsettled = !isSettled();
    resumeIfDone();
    return !isUnsettled;
  }

  @GuardedBy("this")
  private void resumeIfDone() {
    if (paused && !isBusy && !isAwaited && incomplete.isEmpty()) {
      paused = false;
      for (RequestGate gate : gates) {
        gate.resume(compileError);
      }
    }
  }
}
