package dev.innerloop.forward.gate;

import dev.innerloop.replica.Replica;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Allows one request to be forwarded to a replica, until it is closed. */
public final class Permit implements Admission, AutoCloseable {

  private final Replica replica;
  private final long epoch;
  private final long revision;
  private final String compileError;
  private final Consumer<Permit> onClose;
  private final long begun = System.nanoTime();

  /** Not null once the request has become a stream. */
  private @Nullable StreamCloser stream;

  /**
   * @param epoch counts the known starts of the replica's app
   * @param revision that the replica serves
   * @param compileError why that is not the newest source; empty if it is
   */
  Permit(
      Replica replica, long epoch, long revision, String compileError, Consumer<Permit> onClose) {
    this.replica = replica;
    this.epoch = epoch;
    this.revision = revision;
    this.compileError = compileError;
    this.onClose = onClose;
  }

  public Replica replica() {
    return replica;
  }

  public long epoch() {
    return epoch;
  }

  public long revision() {
    return revision;
  }

  public String compileError() {
    return compileError;
  }

  /** Whether the request ends by itself, and began less than this long ago. */
  boolean isQuick(long now, Duration limit) {
    return stream == null && now - begun < limit.toNanos();
  }

  boolean isStreaming() {
    return stream != null;
  }

  /** Null unless the request has become a stream. */
  @Nullable StreamCloser stream() {
    return stream;
  }

  /** Called by the gate, which holds its lock. */
  void markStreaming(StreamCloser closer) {
    stream = closer;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
