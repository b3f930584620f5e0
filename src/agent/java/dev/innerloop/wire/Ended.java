package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How it went to end the app without its JVM. */
public final class Ended implements Payload {

  /** The position is the code on the wire. */
  public enum Kind {
    /** Nothing of it is left. */
    ENDED,
    /** It was not tried: it runs on. */
    NOT_TRIED,
    /** It is partly ended: the JVM has to end, too. */
    LEFT_OVER
  }

  private final Kind kind;
  private final String reason;

  /**
   * @param reason why it did not end; empty if it did, or if nothing here knows how to end it
   */
  public Ended(Kind kind, String reason) {
    this.kind = kind;
    this.reason = reason;
  }

  public static Ended read(DataInput in) throws IOException {
    return new Ended(Protocol.constant(Kind.values(), in.readUnsignedByte()), in.readUTF());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeUTF(reason);
  }

  public Kind kind() {
    return kind;
  }

  public String reason() {
    return reason;
  }
}
