package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What came of shutting the app down without its JVM. */
public final class ShutdownResult implements Payload {

  /** The position is the code on the wire. */
  public enum Kind {
    /** Nothing of it is left. */
    ENDED,
    /** It was not tried: it runs on. */
    NOT_TRIED,
    /** It is partly ended: the JVM has to end, too. The next attempt would fail in the same way. */
    LEFT_OVER,
    /** The same, but what is left ends by itself: the next attempt may well succeed. */
    STILL_ENDING
  }

  private final Kind kind;
  private final String reason;

  /**
   * @param reason why it did not end; empty if it did, or if nothing here knows how to end it
   */
  public ShutdownResult(Kind kind, String reason) {
    this.kind = kind;
    this.reason = reason;
  }

  public static ShutdownResult read(DataInput in) throws IOException {
    return new ShutdownResult(
        Protocol.constant(Kind.values(), in.readUnsignedByte()), Protocol.readText(in));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    Protocol.writeText(out, reason);
  }

  public Kind kind() {
    return kind;
  }

  public String reason() {
    return reason;
  }
}
