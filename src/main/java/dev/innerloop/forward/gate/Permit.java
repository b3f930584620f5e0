package dev.innerloop.forward.gate;

import dev.innerloop.replica.Replica;
import java.time.Duration;
import java.util.function.Consumer;

/** A request that was let through to a replica, until it is closed. */
public final class Permit implements Admission, AutoCloseable {

  private final Replica replica;
  private final long epoch;
  private final long generation;
  private final String compileError;
  private final Consumer<Permit> left;
  private final long begun = System.nanoTime();
  private Cut cut = deadline -> {};
  private boolean lasting;

  /** How something is ended that would last for ever. */
  public interface Cut {

    /**
     * Returns once its app may end.
     *
     * @param deadline by {@link System#nanoTime()}, until which what has begun may be finished
     */
    void before(long deadline);
  }

  /**
   * @param epoch counts the starts of the replica's app that we know of
   * @param generation the update that the replica serves
   * @param compileError why that is not the newest source; empty if it is
   */
  Permit(Replica replica, long epoch, long generation, String compileError, Consumer<Permit> left) {
    this.replica = replica;
    this.epoch = epoch;
    this.generation = generation;
    this.compileError = compileError;
    this.left = left;
  }

  public Replica replica() {
    return replica;
  }

  public long epoch() {
    return epoch;
  }

  public long generation() {
    return generation;
  }

  public String compileError() {
    return compileError;
  }

  /** Whether it has begun so short a time ago, and will end. */
  boolean isQuick(long now, Duration at) {
    return !lasting && now - begun < at.toNanos();
  }

  boolean isLasting() {
    return lasting;
  }

  /** How to end it, once it is lasting. */
  Cut cut() {
    return cut;
  }

  /** The gate's, under its lock. */
  void lasts(Cut end) {
    lasting = true;
    cut = end;
  }

  @Override
  public void close() {
    left.accept(this);
  }
}
