package dev.innerloop.wire;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;

/** One received frame. */
public final class Frame {

  private final FrameType type;
  private final byte[] payload;

  Frame(FrameType type, byte[] payload) {
    this.type = type;
    this.payload = payload;
  }

  public FrameType type() {
    return type;
  }

  public DataInputStream data() {
    return new DataInputStream(new ByteArrayInputStream(payload));
  }

  /** The payload itself: for chunks of content. */
  public byte[] bytes() {
    return payload;
  }
}
