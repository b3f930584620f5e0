package dev.innerloop.forward;

/** Told what becomes of connections to a local port; calls come from several threads. */
public interface ForwardListener {

  /** A connection was closed because no replica took it in time. */
  void unserved(int localPort, String reason);

  /** A listener that does not care. */
  static ForwardListener silent() {
    return (localPort, reason) -> {};
  }
}
