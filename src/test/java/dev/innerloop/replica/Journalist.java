package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down what sessions tell, and waits for it. */
public final class Journalist extends IdleObserver {

  private final Duration patience;

  private final List<String> lines = new ArrayList<>();

  public Journalist() {
    this(Duration.ofSeconds(60));
  }

  public Journalist(Duration patience) {
    this.patience = patience;
  }

  /** Waits for a line that begins so, told after the last one that was waited for. */
  public synchronized String await(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).startsWith(beginning)) {
          String found = lines.get(i);
          lines.subList(0, i + 1).clear();
          return found;
        }
      }
      long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      if (left <= 0) {
        return fail("waited for \"" + beginning + "\", was told " + lines);
      }
      wait(left);
    }
  }

  /** Waits for the line after the last one that was waited for. */
  public String next() throws InterruptedException {
    return await("");
  }

  public synchronized void tell(String line) {
    lines.add(line);
    notifyAll();
  }

  @Override
  public void attached(ReplicaEvent.Attached event) {
    tell("attached");
  }

  @Override
  public void claimedByOther(ReplicaEvent.ClaimedByOther event) {
    tell("held by " + event.holder());
  }

  @Override
  public void rejected(ReplicaEvent.Rejected event) {
    tell("rejected: " + event.reason());
  }

  @Override
  public void lost(ReplicaEvent.Lost event) {
    tell("lost: " + event.reason());
  }

  @Override
  public void waiting(ReplicaEvent.Waiting event) {
    tell("waiting " + event.revision() + ": " + event.obstacle());
  }

  @Override
  public void served(ReplicaEvent.Served event) {
    tell("served " + event.revision() + " " + event.strategy() + ": " + event.reason());
  }

  @Override
  public void crashed(ReplicaEvent.Crashed event) {
    tell("crashed " + event.revision() + ": " + event.exitCode());
  }

  @Override
  public void notReady(ReplicaEvent.NotReady event) {
    tell("not ready " + event.revision());
  }

  @Override
  public void needsRestart(ReplicaEvent.NeedsRestart event) {
    tell("needs restart " + event.revision() + ": " + event.reason());
  }

  @Override
  public void failed(ReplicaEvent.Failed event) {
    tell("failed " + event.revision() + ": " + event.reason());
  }
}
