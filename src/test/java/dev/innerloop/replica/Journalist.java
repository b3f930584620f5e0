package dev.innerloop.replica;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down what sessions tell, and waits for it. */
public final class Journalist implements SessionListener {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> lines = new ArrayList<>();

  /** Waits for a line that begins so, told after the last one that was waited for. */
  public synchronized String await(String beginning) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
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
  public void attached(Replica replica) {
    tell("attached");
  }

  @Override
  public void held(Replica replica, String holder, Instant since) {
    tell("held by " + holder);
  }

  @Override
  public void rejected(Replica replica, String why) {
    tell("rejected: " + why);
  }

  @Override
  public void lost(Replica replica, String why) {
    tell("lost: " + why);
  }

  @Override
  public void served(Served served) {
    tell("served " + served.update() + " " + served.strategy() + ": " + served.reason());
  }

  @Override
  public void crashed(Replica replica, long update, int exitCode) {
    tell("crashed " + update + ": " + exitCode);
  }

  @Override
  public void notReady(Replica replica, long update) {
    tell("not ready " + update);
  }

  @Override
  public void needsRestart(Replica replica, long update, String why) {
    tell("needs restart " + update + ": " + why);
  }

  @Override
  public void failed(Replica replica, long update, String why) {
    tell("failed " + update + ": " + why);
  }
}
