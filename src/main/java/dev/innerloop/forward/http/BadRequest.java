package dev.innerloop.forward.http;

import org.apache.hc.core5.http.ProtocolException;

/** A message that cannot be passed on. */
public final class BadRequest extends ProtocolException {

  private static final long serialVersionUID = 1;

  private final int status;

  BadRequest(int status, String message) {
    super("%s", message);
    this.status = status;
  }

  /** What to answer with. */
  public int status() {
    return status;
  }
}
