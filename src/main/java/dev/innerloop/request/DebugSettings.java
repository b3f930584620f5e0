package dev.innerloop.request;

import org.jspecify.annotations.Nullable;

/**
 * How the apps of a session are debugged.
 *
 * @param port of this machine for the first replica; null for the usual one or the next free one
 * @param suspend whether a JVM waits for a debugger before it runs the app
 */
public record DebugSettings(@Nullable Integer port, boolean suspend) {}
