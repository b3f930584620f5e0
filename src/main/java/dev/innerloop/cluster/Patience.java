package dev.innerloop.cluster;

import java.time.Duration;

/**
 * How long an API server is waited for. On a busy machine, kubectl gets its answers after several
 * seconds, and so do we.
 *
 * @param connect of a connection, with its TLS handshake
 * @param first of the first request, which finds out whether anything answers at all; it is
 *     repeated once
 * @param request of any other request
 * @param retries of a request that fails by its connection, or with an error of the server
 */
record Patience(Duration connect, Duration first, Duration request, int retries) {

  static final Patience USUAL =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(30), 3);
}
