package dev.innerloop.agent;

import java.util.concurrent.TimeUnit;

/**
 * Knows whether a thread is serving a request: by the frames of servers below it. Those of servers
 * that we do not know count as part of the start.
 */
final class RequestThreads {

  /** Looking at a stack takes microseconds; a request may call thousands of methods. */
  private static final long REMEMBERED = TimeUnit.MILLISECONDS.toNanos(1);

  private static final String[] SERVERS = {
    "sun.net.httpserver.ServerImpl$Exchange",
    "org.apache.catalina.connector.CoyoteAdapter",
    "org.apache.coyote.http11.Http11Processor",
    "org.apache.coyote.http2.StreamProcessor",
    "org.eclipse.jetty.server.HttpChannel",
    "org.eclipse.jetty.server.internal.HttpChannelState",
    "io.undertow.server.Connectors",
    "reactor.netty.http.server.",
    "io.micronaut.http.server.netty.",
    "io.vertx.core.http.impl.",
    "io.helidon.webserver.",
    "io.grpc.internal.ServerImpl",
  };

  /** When this thread was last seen in a request. */
  private final ThreadLocal<long[]> seen = new ThreadLocal<>();

  /** Whether the calling thread is. */
  boolean isCurrent() {
    long now = System.nanoTime();
    long[] last = seen.get();
    if (last != null && now - last[0] < REMEMBERED) {
      return true;
    }
    for (StackTraceElement frame : new Throwable().getStackTrace()) {
      String name = frame.getClassName();
      for (String server : SERVERS) {
        if (name.startsWith(server)) {
          if (last == null) {
            last = new long[1];
            seen.set(last);
          }
          last[0] = now;
          return true;
        }
      }
    }
    return false;
  }
}
