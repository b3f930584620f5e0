package dev.innerloop.forward.http;

/**
 * Follows the frames that a server sends, to know where one ends: there, a connection that broke
 * can still be closed as the protocol wants it, and the client knows that it may come back.
 */
public final class WebSocketFrames {

  /** Close, 1012: service restart. */
  public static final byte[] RESTART = {(byte) 0x88, 2, 0x03, (byte) 0xf4};

  private static final int CLOSE = 8;

  private final byte[] header = new byte[14];
  private int headerLength;
  private long payloadLeft;
  private boolean closed;

  public void sent(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      if (payloadLeft > 0) {
        long skipped = Math.min(payloadLeft, length - at);
        payloadLeft -= skipped;
        at += (int) skipped;
      } else {
        header[headerLength++] = bytes[at++];
        if (isHeaderComplete()) {
          payloadLeft = payloadLength();
          closed |= (header[0] & 0x0f) == CLOSE;
          headerLength = 0;
        }
      }
    }
  }

  /** Whether a close frame may and has to be sent. */
  public boolean mayClose() {
    return !closed && isBetween();
  }

  /** Whether no frame is under way. */
  public boolean isBetween() {
    return headerLength == 0 && payloadLeft == 0;
  }

  private boolean isHeaderComplete() {
    return headerLength >= 2 && headerLength == 2 + lengthBytes() + maskBytes();
  }

  private int lengthBytes() {
    int length = header[1] & 0x7f;
    return length == 126 ? 2 : length == 127 ? 8 : 0;
  }

  private int maskBytes() {
    return (header[1] & 0x80) == 0 ? 0 : 4;
  }

  private long payloadLength() {
    int bytes = lengthBytes();
    long length = bytes == 0 ? header[1] & 0x7f : 0;
    for (int i = 0; i < bytes; i++) {
      length = length << 8 | header[2 + i] & 0xff;
    }
    return length;
  }
}
