package dev.innerloop.replica;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A byte stream in both directions; closing it ends reads and writes that block. */
public interface ReplicaConnection extends Closeable {

  InputStream input();

  OutputStream output();

  /** Whether bytes have come that nothing has read yet; true if that cannot be known. */
  default boolean hasUnread() {
    try {
      return input().available() > 0;
    } catch (IOException e) {
      return true; // it is closed
    }
  }

  /**
   * Whether the other side has ended it or speaks unasked, as far as can be known at once. Only
   * while no thread reads from it.
   */
  default boolean isOver() {
    return false;
  }
}
