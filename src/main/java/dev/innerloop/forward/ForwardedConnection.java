package dev.innerloop.forward;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.replica.Replica;
import dev.innerloop.replica.ReplicaConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One accepted connection and the connection to its replica: a thread for each direction.
 *
 * <p>A replica whose app is not listening says so only after the stream to it is open. So what the
 * client has sent is kept until the replica's first byte; a refused connection is then tried again,
 * with nothing lost and nothing sent twice.
 */
final class ForwardedConnection {

  private static final int BUFFER = 32 * 1024;
  private static final int MOST_KEPT = 256 * 1024;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private final Socket client;
  private final InputStream fromClient;
  private final IntSupplier remotePort;
  private final Supplier<Optional<Replica>> chosen;
  private final Duration patience;
  private final Duration linger;
  private final Consumer<ForwardedConnection> ended;
  private final Consumer<String> unserved;
  private final AtomicBoolean closed = new AtomicBoolean();

  private final Object lock = new Object();
  private volatile @Nullable ReplicaConnection upstream;

  @GuardedBy("lock")
  private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream();

  @GuardedBy("lock")
  private long lastFromReplica = System.nanoTime();

  /**
   * @param fromClient the client's input; some of it may have been read ahead
   * @param remotePort called once a replica is chosen: before that it may be unknown
   * @param unserved is called with the reason if the connection is closed without having been
   *     served
   */
  ForwardedConnection(
      Socket client,
      InputStream fromClient,
      IntSupplier remotePort,
      Supplier<Optional<Replica>> chosen,
      Duration patience,
      Duration linger,
      Consumer<ForwardedConnection> ended,
      Consumer<String> unserved) {
    this.client = client;
    this.fromClient = fromClient;
    this.remotePort = remotePort;
    this.chosen = chosen;
    this.patience = patience;
    this.linger = linger;
    this.ended = ended;
    this.unserved = unserved;
  }

  /** Starts to forward. If that fails, the connection is closed. */
  void start() {
    boolean started = false;
    try {
      thread("down", this::pumpDown).start();
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  private Thread thread(String direction, Runnable task) {
    Thread thread = DaemonThreads.named("dev-forward-" + client.getPort() + "-" + direction, task);
    thread.setUncaughtExceptionHandler(
        (failed, failure) -> unserved.accept("internal error: " + failure));
    return thread;
  }

  /** Finds a replica, then carries its bytes to the client. */
  private void pumpDown() {
    try {
      client.setTcpNoDelay(true);
      long deadline = System.nanoTime() + patience.toNanos();
      boolean pumpingUp = false;
      while (!closed.get()) {
        ReplicaConnection connection = connect(deadline);
        if (connection == null) {
          return;
        }
        if (!pumpingUp) {
          pumpingUp = true;
          thread("up", this::pumpUp).start();
        }
        if (!refused(connection, deadline)) {
          return;
        }
      }
    } catch (IOException e) {
      // Either side is gone: closing both, below, is all that is left to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  /** Returns whether nothing listened there and trying again is safe. */
  private boolean refused(ReplicaConnection connection, long deadline)
      throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    InputStream input = connection.input();
    OutputStream output = client.getOutputStream();
    boolean first = true;
    try {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        synchronized (lock) {
          lastFromReplica = System.nanoTime();
          if (first) {
            kept = null;
            first = false;
          }
        }
        output.write(buffer, 0, read);
      }
      return false;
    } catch (ConnectException e) {
      synchronized (lock) {
        if (!first || kept == null) {
          return false;
        }
        upstream = null;
      }
      connection.close();
      if (System.nanoTime() >= deadline) {
        unserved.accept(String.valueOf(e.getMessage()));
        return false;
      }
      Thread.sleep(FIRST_PAUSE.toMillis());
      return true;
    }
  }

  private @Nullable ReplicaConnection connect(long deadline) throws InterruptedException {
    String reason = "no replica is live";
    for (Duration pause = FIRST_PAUSE; !closed.get(); pause = longer(pause)) {
      Optional<Replica> replica = chosen.get();
      if (replica.isPresent()) {
        try {
          return attach(replica.get().connect(remotePort.getAsInt()));
        } catch (IOException e) {
          reason = replica.get().name() + ": " + e.getMessage();
        }
      }
      if (System.nanoTime() + pause.toNanos() >= deadline) {
        unserved.accept(reason);
        return null;
      }
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
    return null;
  }

  private ReplicaConnection attach(ReplicaConnection connection) throws IOException {
    synchronized (lock) {
      upstream = connection;
      if (kept != null && kept.size() > 0) {
        connection.output().write(kept.toByteArray());
        connection.output().flush();
      }
    }
    if (closed.get()) {
      connection.close();
    }
    return connection;
  }

  /** Carries the client's bytes to the replica of the moment. */
  private void pumpUp() {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int read = fromClient.read(buffer); read >= 0; read = fromClient.read(buffer)) {
        send(buffer, read);
      }
      awaitQuiet();
    } catch (IOException e) {
      // Either side is gone: closing both is all that is left to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  private void send(byte[] buffer, int length) throws IOException {
    ReplicaConnection connection;
    boolean isKept;
    synchronized (lock) {
      if (kept != null) {
        if (kept.size() + length > MOST_KEPT) {
          kept = null;
        } else {
          kept.write(buffer, 0, length);
        }
      }
      isKept = kept != null;
      connection = upstream;
    }
    if (connection == null) {
      // Between two tries: the next one sends what was kept.
      if (!isKept) {
        throw new SocketException("nothing to send to");
      }
      return;
    }
    try {
      connection.output().write(buffer, 0, length);
      connection.output().flush();
    } catch (IOException e) {
      synchronized (lock) {
        if (kept == null) {
          throw e;
        }
      }
      // Refused, perhaps: the other direction learns it, and decides.
    }
  }

  private void awaitQuiet() throws InterruptedException {
    synchronized (lock) {
      lastFromReplica = Math.max(lastFromReplica, System.nanoTime());
      while (!closed.get()) {
        long left = lastFromReplica + linger.toNanos() - System.nanoTime();
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    }
  }

  void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    ReplicaConnection connection = upstream;
    try (client) {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It is closed either way.
    }
    synchronized (lock) {
      lock.notifyAll();
    }
    ended.accept(this);
  }

  private static Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
