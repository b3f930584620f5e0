package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/** What a replica holds and does. */
public final class State implements Payload {

  private final long generation;
  private final ContentHash digest;
  private final AppState app;
  private final int jvms;
  private final int exitCode;
  private final String holder;
  private final long since;
  private final boolean acceptsAddedMethods;

  /**
   * @param generation counts the commits to the workspace
   * @param digest of the inventory
   * @param jvms counts those that were started for the app
   * @param exitCode of the app if it exited
   * @param holder the writer, or empty
   * @param since when the writer came, in milliseconds since the epoch
   */
  public State(
      long generation,
      ContentHash digest,
      AppState app,
      int jvms,
      int exitCode,
      String holder,
      long since) {
    this(generation, digest, app, jvms, exitCode, holder, since, false);
  }

  private State(
      long generation,
      ContentHash digest,
      AppState app,
      int jvms,
      int exitCode,
      String holder,
      long since,
      boolean acceptsAddedMethods) {
    this.generation = generation;
    this.digest = digest;
    this.app = app;
    this.jvms = jvms;
    this.exitCode = exitCode;
    this.holder = holder;
    this.since = since;
    this.acceptsAddedMethods = acceptsAddedMethods;
  }

  /**
   * The same state.
   *
   * @param accepts whether the app's JVM redefines classes with added private methods
   */
  public State withAddedMethodsAccepted(boolean accepts) {
    return new State(generation, digest, app, jvms, exitCode, holder, since, accepts);
  }

  /** Reads a whole frame. */
  public static State read(DataInputStream in) throws IOException {
    State first = readFirst(in);
    return first.withAddedMethodsAccepted(in.available() > 0 && in.readBoolean());
  }

  /** Reads what level 0 of the protocol has. */
  static State readFirst(DataInput in) throws IOException {
    return new State(
        in.readLong(),
        ContentHash.read(in),
        Protocol.constant(AppState.values(), in.readUnsignedByte()),
        in.readInt(),
        in.readInt(),
        Protocol.readText(in),
        in.readLong());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    writeFirst(out);
    if (acceptsAddedMethods) {
      out.writeBoolean(true);
    }
  }

  /** Writes what {@link #readFirst} reads: in a frame that goes on, nothing can be appended. */
  void writeFirst(DataOutput out) throws IOException {
    out.writeLong(generation);
    digest.write(out);
    out.writeByte(app.ordinal());
    out.writeInt(jvms);
    out.writeInt(exitCode);
    Protocol.writeText(out, holder);
    out.writeLong(since);
  }

  public long generation() {
    return generation;
  }

  public ContentHash digest() {
    return digest;
  }

  public AppState app() {
    return app;
  }

  public int jvms() {
    return jvms;
  }

  public int exitCode() {
    return exitCode;
  }

  public String holder() {
    return holder;
  }

  public long since() {
    return since;
  }

  /** False also as long as the JVM was not asked. */
  public boolean acceptsAddedMethods() {
    return acceptsAddedMethods;
  }
}
