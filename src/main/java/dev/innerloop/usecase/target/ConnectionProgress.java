package dev.innerloop.usecase.target;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.cluster.Cluster;
import dev.innerloop.event.Event;
import dev.innerloop.ui.Delay;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reports which API server a goal waits for, once its first answer takes long. */
final class ConnectionProgress {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Delay delay;
  private final Consumer<Event> events;

  ConnectionProgress(Delay delay, Consumer<Event> events) {
    this.delay = delay;
    this.events = events;
  }

  /**
   * Connects.
   *
   * @param server its URL
   * @param context of the kubeconfig that names it
   */
  Cluster during(String server, String context, Supplier<Cluster> connection) {
    Wait wait = new Wait("Waiting for the API server " + server + " of context " + context + "...");
    delay.after(PATIENCE, wait::report);
    try {
      return connection.get();
    } finally {
      wait.end();
    }
  }

  private final class Wait {

    private final String line;

    @GuardedBy("this")
    private boolean hasEnded;

    Wait(String line) {
      this.line = line;
    }

    synchronized void report() {
      if (!hasEnded) {
        events.accept(new Event.Notice(line));
      }
    }

    synchronized void end() {
      hasEnded = true;
    }
  }
}
