package dev.innerloop.forward;

/** Receives failures of connections to a local port; calls come from several threads. */
public interface ForwardListener {

  /** A connection was closed because no replica accepted it in time. */
  void unserved(int localPort, String reason);

  /** A request was refused that another site may have caused. */
  default void refused(int localPort, String reason) {}

  /** A listener that ignores them. */
  static ForwardListener silent() {
    return (localPort, reason) -> {};
  }
}
