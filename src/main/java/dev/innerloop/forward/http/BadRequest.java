package dev.innerloop.forward.http;

import org.apache.hc.core5.http.ProtocolException;

/** A message that cannot be passed on. */
public sealed class BadRequest extends ProtocolException permits ForeignHost {

  private static final long serialVersionUID = 1;

  private final int status;

  public BadRequest(int status, String message) {
    super("%s", message);
    this.status = status;
  }

  /** What to answer with. */
  public int status() {
    return status;
  }
}
