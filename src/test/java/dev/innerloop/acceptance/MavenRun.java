package dev.innerloop.acceptance;

import dev.innerloop.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running Maven: its console, its events, its end. */
final class MavenRun implements AutoCloseable {

  private static final Duration TO_END = Duration.ofMinutes(2);
  private static final int TAIL = 60;

  private final String command;
  private final Process process;
  private final Path log;
  private final Events events;

  MavenRun(String command, Process process, Path log, Path events) {
    this.command = command;
    this.process = process;
    this.log = log;
    this.events = Events.in(events, process::isAlive);
  }

  Events events() {
    return events;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Of Maven's JVM: the scripts replace themselves by it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** All that the user has read so far. */
  String console() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the console shows a text. */
  void awaitConsole(String text, Duration atMost) {
    Await.value(
        atMost,
        () -> "the console does not show \"" + text + "\"",
        () -> {
          boolean lives = isAlive();
          boolean shown = console().contains(text);
          if (!shown && !lives) {
            throw new Await.Abandoned(command + " ended and never showed \"" + text + "\"");
          }
          return shown ? Optional.of(true) : Optional.empty();
        });
  }

  /** Waits for its end and returns the exit code. */
  int exitCode(Duration atMost) {
    try {
      if (process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted while waiting for " + command, e);
    }
    throw new AssertionError(command + " still runs after " + atMost.toSeconds() + " s");
  }

  /** Waits for its end, which must be a success. */
  MavenRun succeed(Duration atMost) {
    int code = exitCode(atMost);
    if (code != 0) {
      throw new AssertionError(command + " failed with exit code " + code + "\n" + tail());
    }
    return this;
  }

  /** Waits for its end, which must be a failure. */
  MavenRun fail(Duration atMost) {
    if (exitCode(atMost) == 0) {
      throw new AssertionError(command + " should have failed\n" + tail());
    }
    return this;
  }

  /** Types a line, ended by Enter. */
  void type(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing more can be typed. */
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ctrl-C. */
  void interrupt() {
    signal("INT");
    exitCode(TO_END);
  }

  /** An end that Maven cannot notice. */
  void kill() {
    process.destroyForcibly();
    exitCode(TO_END);
  }

  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** The end of the console, for the report of a failure. */
  String tail() {
    List<String> lines = console().lines().toList();
    return "--- "
        + command
        + " ("
        + log
        + ")\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size()));
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
  }

  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("No process to send " + name + " to: " + command + " has ended");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Await.Abandoned("Interrupted", e);
    }
  }
}
