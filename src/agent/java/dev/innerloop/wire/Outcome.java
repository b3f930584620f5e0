package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How an update ended in one replica. */
public final class Outcome implements Payload {

  /** The position is the code on the wire. */
  public enum Kind {
    SERVED,
    /** The app ended before it served. */
    CRASHED,
    /** A newer update came before this one served. */
    SUPERSEDED,
    /** Nothing was changed; the message says why. */
    FAILED,
    /** The app runs but did not become ready in time. */
    NOT_READY,
    /** The content is there, but the app runs without it until somebody asks for a restart. */
    HELD
  }

  private final Kind kind;
  private final long update;
  private final ReloadStrategy strategy;
  private final String reason;
  private final int exitCode;
  private final long applyMillis;
  private final long serveMillis;

  /**
   * @param strategy how it took strategy, which may be more than was asked for
   * @param reason why so, or what failed
   * @param applyMillis from the request until the workspace was changed, and classes redefined or
   *     the app started as the strategy wants it
   * @param serveMillis from then until this outcome
   */
  public Outcome(
      Kind kind,
      long update,
      ReloadStrategy strategy,
      String reason,
      int exitCode,
      long applyMillis,
      long serveMillis) {
    this.kind = kind;
    this.update = update;
    this.strategy = strategy;
    this.reason = reason;
    this.exitCode = exitCode;
    this.applyMillis = applyMillis;
    this.serveMillis = serveMillis;
  }

  public static Outcome read(DataInput in) throws IOException {
    return new Outcome(
        Protocol.constant(Kind.values(), in.readUnsignedByte()),
        in.readLong(),
        Protocol.constant(ReloadStrategy.values(), in.readUnsignedByte()),
        in.readUTF(),
        in.readInt(),
        in.readLong(),
        in.readLong());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeLong(update);
    out.writeByte(strategy.ordinal());
    out.writeUTF(reason);
    out.writeInt(exitCode);
    out.writeLong(applyMillis);
    out.writeLong(serveMillis);
  }

  public Kind kind() {
    return kind;
  }

  public long update() {
    return update;
  }

  public ReloadStrategy strategy() {
    return strategy;
  }

  public String reason() {
    return reason;
  }

  public int exitCode() {
    return exitCode;
  }

  public long applyMillis() {
    return applyMillis;
  }

  public long serveMillis() {
    return serveMillis;
  }
}
