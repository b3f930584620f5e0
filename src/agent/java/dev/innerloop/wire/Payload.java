package dev.innerloop.wire;

import java.io.DataOutput;
import java.io.IOException;

/** Writes what a frame carries. */
public interface Payload {

  Payload NONE = out -> {};

  void write(DataOutput out) throws IOException;

  /** A question to the agent, or its answer: both begin with the number of the question. */
  static Payload numbered(int number, Payload payload) {
    return out -> {
      out.writeInt(number);
      payload.write(out);
    };
  }
}
