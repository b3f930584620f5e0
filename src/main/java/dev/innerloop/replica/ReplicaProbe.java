package dev.innerloop.replica;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.process.DaemonThreads;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Edits;
import dev.innerloop.wire.Frame;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hello;
import dev.innerloop.wire.Refusal;
import dev.innerloop.wire.Role;
import dev.innerloop.wire.State;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Queries replicas without claiming them, those included that another session has claimed. */
public final class ReplicaProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final SessionKey key;
  private final Duration patience;

  public ReplicaProbe(SessionKey key) {
    this(key, PATIENCE);
  }

  public ReplicaProbe(SessionKey key, Duration patience) {
    this.key = key;
    this.patience = patience;
  }

  /**
   * Asks a replica once, and waits for its answer for 2 s.
   *
   * @throws IOException if it cannot be reached, does not answer in time, or refuses the query; the
   *     message is worded for users
   */
  public ReplicaReport query(Replica replica) throws IOException {
    Query query = new Query(replica);
    FutureTask<ReplicaReport> answer = new FutureTask<>(query::send);
    Thread thread = DaemonThreads.named("dev-probe-" + replica.name(), answer);
    thread.start();
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          replica.name() + " did not answer within " + patience.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking " + replica.name());
    } catch (ExecutionException e) {
      throw new IOException(message(e.getCause()), e.getCause());
    } finally {
      query.end();
      answer.cancel(true);
    }
  }

  private static String message(@Nullable Throwable cause) {
    if (cause instanceof EOFException) {
      return "its supervisor closed the connection";
    }
    String text = cause == null ? null : cause.getMessage();
    return text == null ? String.valueOf(cause) : text;
  }

  /** One query, which can be given up while it still waits for a connection. */
  private final class Query {

    private final Replica replica;

    @GuardedBy("this")
    private @Nullable ReplicaConnection open;

    @GuardedBy("this")
    private boolean ended;

    Query(Replica replica) {
      this.replica = replica;
    }

    ReplicaReport send() throws IOException {
      try (ReplicaConnection connection = replica.connect(replica.supervisorPort())) {
        if (!begin(connection)) {
          throw new IOException("given up");
        }
        Channel channel = new Channel(connection.input(), connection.output());
        channel.write(FrameType.HELLO, new Hello(Role.READER, key.bytes(), "", "", false));
        channel.send(FrameType.EDITS, out -> {});
        State state = null;
        while (true) {
          Frame frame = channel.receive();
          switch (frame.type()) {
            case STATE -> state = State.read(frame.data());
            case EDITS -> {
              if (state == null) {
                throw new IOException("the supervisor sent edits before its state");
              }
              return report(state, Edits.read(frame.data()));
            }
            case REFUSED -> throw new IOException(Refusal.read(frame.data()).message());
            default -> throw new IOException("the supervisor sent " + frame.type());
          }
        }
      }
    }

    private synchronized boolean begin(ReplicaConnection connection) {
      open = connection;
      return !ended;
    }

    synchronized void end() throws IOException {
      ended = true;
      if (open != null) {
        open.close();
      }
    }

    private ReplicaReport report(State state, Edits edits) {
      Optional<ReplicaReport.Holder> holder =
          state.holder().isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new ReplicaReport.Holder(state.holder(), Instant.ofEpochMilli(state.since())));
      return new ReplicaReport(
          replica, state.app(), state.exitCode(), state.generation(), holder, edits);
    }
  }
}
