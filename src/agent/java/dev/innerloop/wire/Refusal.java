package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Why a supervisor refuses a peer; the connection is closed after it. */
public final class Refusal implements Payload {

  /** The position is the code on the wire. */
  public enum Cause {
    KEY,
    VERSION,
    PROTOCOL,
    /** Another writer has claimed the replica. */
    CLAIMED
  }

  private final Cause cause;
  private final String message;
  private final String holder;
  private final long since;

  /**
   * @param holder who holds the replica, or empty
   * @param since from when, in milliseconds since the epoch
   */
  public Refusal(Cause cause, String message, String holder, long since) {
    this.cause = cause;
    this.message = message;
    this.holder = holder;
    this.since = since;
  }

  public static Refusal read(DataInput in) throws IOException {
    Cause cause = Protocol.constant(Cause.values(), in.readUnsignedByte());
    return new Refusal(cause, in.readUTF(), in.readUTF(), in.readLong());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(cause.ordinal());
    out.writeUTF(message);
    out.writeUTF(holder);
    out.writeLong(since);
  }

  public Cause cause() {
    return cause;
  }

  public String message() {
    return message;
  }

  public String holder() {
    return holder;
  }

  public long since() {
    return since;
  }
}
