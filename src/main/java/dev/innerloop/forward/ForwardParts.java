package dev.innerloop.forward;

import dev.innerloop.forward.gate.RequestGate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all connections of one port share.
 *
 * @param lastLines what the app said last
 * @param threads one for each direction of a connection
 */
record ForwardParts(
    RequestGate gate,
    UpstreamPool upstreams,
    Optional<BrowserReload> reload,
    Supplier<List<String>> lastLines,
    Executor threads,
    int localPort,
    ForwardListener listener) {}
