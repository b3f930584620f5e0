package dev.innerloop.wire;

import java.io.DataInput;
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
    this.generation = generation;
    this.digest = digest;
    this.app = app;
    this.jvms = jvms;
    this.exitCode = exitCode;
    this.holder = holder;
    this.since = since;
  }

  public static State read(DataInput in) throws IOException {
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
}
