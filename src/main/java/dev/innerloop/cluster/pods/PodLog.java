package dev.innerloop.cluster.pods;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.io.BoundedLineReader;
import dev.innerloop.process.DaemonThreads;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The log of one pod's container, across restarts and lost connections, each line once. */
final class PodLog implements Closeable {

  private static final long PAUSE_MILLIS = 500;

  private final KubernetesClient client;
  private final String namespace;
  private final String pod;
  private final String container;
  private final Optional<Instant> since;
  private final LogCursor cursor = new LogCursor();
  private final Consumer<String> lines;
  private final Thread thread;

  private final Object lock = new Object();

  /** The number of container starts so far; 0 before the first. */
  @GuardedBy("lock")
  private int starts;

  @GuardedBy("lock")
  private boolean running;

  @GuardedBy("lock")
  private boolean finishing;

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private @Nullable LogWatch open;

  /** Used by the reading thread only. */
  private boolean piecesReported;

  PodLog(
      KubernetesClient client,
      String namespace,
      String pod,
      String container,
      Optional<Instant> since,
      Consumer<String> lines) {
    this.client = client;
    this.namespace = namespace;
    this.pod = pod;
    this.container = container;
    this.since = since;
    this.lines = lines;
    this.thread = DaemonThreads.named("dev-log-" + pod, this::follow);
    thread.start();
  }

  /** The container's current status. */
  void containerIs(Pod now) {
    if (now.getStatus() == null || now.getStatus().getContainerStatuses() == null) {
      return;
    }
    for (ContainerStatus status : now.getStatus().getContainerStatuses()) {
      if (status.getName().equals(container) && status.getState() != null) {
        boolean runs = status.getState().getRunning() != null;
        boolean ended = status.getState().getTerminated() != null;
        synchronized (lock) {
          running = runs;
          starts = status.getRestartCount() + (runs || ended ? 1 : 0);
          lock.notifyAll();
        }
      }
    }
  }

  /** The pod is gone: the rest of its log is read, then following ends. */
  void finish() {
    synchronized (lock) {
      finishing = true;
      lock.notifyAll();
    }
  }

  @Override
  public void close() {
    LogWatch watch;
    synchronized (lock) {
      closed = true;
      watch = open;
      lock.notifyAll();
    }
    if (watch != null) {
      watch.close();
    }
    thread.interrupt();
  }

  private void follow() {
    int seen = 0;
    try {
      while (true) {
        int now = awaitSomethingAfter(seen);
        if (now < 0) {
          return;
        }
        if (seen > 0 && now > seen) {
          // The stream may have broken before the terminated container's log was read to its end.
          rest();
        }
        seen = now;
        stream();
        synchronized (lock) {
          if (!closed && !finishing && running && starts == seen) {
            lock.wait(PAUSE_MILLIS);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a start, or for a running container whose stream broke; -1 is the end. */
  private int awaitSomethingAfter(int seen) throws InterruptedException {
    synchronized (lock) {
      while (!closed && !finishing && starts <= seen && !running) {
        lock.wait();
      }
      return closed || (finishing && starts <= seen) ? -1 : starts;
    }
  }

  /** What the terminated container wrote last. */
  private void rest() {
    try {
      read(unread(container().usingTimestamps().terminated()).getLogInputStream());
    } catch (KubernetesClientException | CompletionException e) {
      // The container is deleted already, or the API server is unreachable: that part is lost.
    }
  }

  /** The client also throws what its HTTP client threw, in a {@link CompletionException}. */
  private void stream() {
    try (LogWatch watch = unread(container().usingTimestamps()).watchLog()) {
      synchronized (lock) {
        if (closed) {
          return;
        }
        open = watch;
      }
      read(watch.getOutput());
    } catch (KubernetesClientException | CompletionException e) {
      // Not started yet, or the API server is unreachable: the next round retries.
    } finally {
      synchronized (lock) {
        open = null;
      }
    }
  }

  /** What was not read yet, of what is to be followed. */
  private TailPrettyLoggable unread(TimeTailPrettyLoggable log) {
    if (cursor.since().isPresent()) {
      return log.sinceTime(cursor.since().get().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return since.isPresent() ? log.sinceSeconds(secondsSince(since.get())) : log;
  }

  /** Relative, because the clock of the node may differ from ours; at least 1, as the API asks. */
  private static int secondsSince(Instant time) {
    return (int) Math.max(1, Duration.between(time, Instant.now()).toSeconds() + 1);
  }

  private ContainerResource container() {
    return client.pods().inNamespace(namespace).withName(pod).inContainer(container);
  }

  private void read(@Nullable InputStream stream) {
    if (stream == null) {
      return;
    }
    cursor.reopened();
    boolean taken = false;
    try (BoundedLineReader reader = new BoundedLineReader(stream)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!reader.isContinuation()) {
          Optional<String> unseen = cursor.take(line);
          taken = unseen.isPresent();
          unseen.ifPresent(lines);
        } else if (taken) {
          reportPieces();
          lines.accept(line); // only the first piece of a line has a timestamp
        }
      }
    } catch (IOException e) {
      // The connection broke: the next round resumes after the last line read.
    }
  }

  private void reportPieces() {
    if (!piecesReported) {
      piecesReported = true;
      lines.accept(
          "[dev] lines longer than "
              + BoundedLineReader.LONGEST
              + " characters are shown in pieces");
    }
  }
}
