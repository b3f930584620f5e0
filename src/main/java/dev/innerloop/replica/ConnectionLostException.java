package dev.innerloop.replica;

import java.io.IOException;

/** The way to a replica was lost. Nobody at its ends has closed the connection. */
public final class ConnectionLostException extends IOException {

  private static final long serialVersionUID = 1;

  public ConnectionLostException(String message) {
    super(message);
  }
}
