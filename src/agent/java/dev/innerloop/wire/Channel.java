package dev.innerloop.wire;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;

/** Frames over a byte stream: four bytes of length, one of type, the payload. */
public final class Channel {

  private static final FrameType[] TYPES = FrameType.values();

  private final DataInputStream in;

  @GuardedBy("this")
  private final DataOutputStream out;

  public Channel(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in, Protocol.CHUNK));
    this.out = new DataOutputStream(new BufferedOutputStream(out, Protocol.CHUNK));
  }

  /** Sends a frame, with all that was written before. */
  public synchronized void send(FrameType type, Payload payload) throws IOException {
    write(type, payload);
    flush();
  }

  /** Like {@link #send}, but leaves the frame in the buffer: what belongs together travels so. */
  public synchronized void write(FrameType type, Payload payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    payload.write(new DataOutputStream(bytes));
    if (bytes.size() >= Protocol.MAX_FRAME) {
      throw new ProtocolException("a frame of " + bytes.size() + " bytes is too long to send");
    }
    out.writeInt(1 + bytes.size());
    out.writeByte(type.ordinal());
    bytes.writeTo(out);
  }

  public synchronized void flush() throws IOException {
    out.flush();
  }

  /**
   * Waits for the next frame.
   *
   * @throws java.io.EOFException if the other end has closed
   * @throws ProtocolException if the frame is longer than allowed or of no known type
   */
  public Frame receive() throws IOException {
    return receive(Protocol.MAX_FRAME);
  }

  public Frame receive(int limit) throws IOException {
    int length = in.readInt();
    if (length < 1 || length > limit) {
      throw new ProtocolException(
          "a frame of " + (length & 0xFFFFFFFFL) + " bytes; at most " + limit + " are allowed");
    }
    int code = in.readUnsignedByte();
    if (code >= TYPES.length) {
      throw new ProtocolException("a frame of unknown type " + code);
    }
    byte[] payload = new byte[length - 1];
    in.readFully(payload);
    return new Frame(TYPES[code], payload);
  }
}
