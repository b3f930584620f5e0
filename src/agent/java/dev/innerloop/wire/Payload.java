package dev.innerloop.wire;

import java.io.DataOutput;
import java.io.IOException;

/** Writes what a frame carries. */
public interface Payload {

  Payload NONE = out -> {};

  void write(DataOutput out) throws IOException;
}
