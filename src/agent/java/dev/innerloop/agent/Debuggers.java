package dev.innerloop.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/**
 * Knows whether a debugger is attached to this JVM. Those that have read the methods of a class do
 * not learn of methods that are added: breakpoints in them fail, and steps into them, too.
 */
final class Debuggers {

  /** Linux keeps 15 characters of the name of a thread; this one reads what a debugger sends. */
  private static final String READER = "JDWP Command Re";

  private final Path threads;

  Debuggers() {
    this(Paths.get("/proc/self/task"));
  }

  /**
   * @param threads where Linux lists the threads of this process
   */
  Debuggers(Path threads) {
    this.threads = threads;
  }

  /** Whether one is, or may be. */
  boolean mayBeAttached() {
    if (!Files.isDirectory(threads)) {
      return acceptsDebuggers();
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
      for (Path thread : all) {
        if (name(thread).equals(READER)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return acceptsDebuggers();
    }
  }

  private static String name(Path thread) {
    try {
      return new String(Files.readAllBytes(thread.resolve("comm")), UTF_8).trim();
    } catch (IOException e) {
      // It has ended meanwhile.
      return "";
    }
  }

  private static boolean acceptsDebuggers() {
    try {
      for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
        if (option.contains("jdwp")) {
          return true;
        }
      }
      return false;
    } catch (LinkageError e) {
      // A runtime without java.management.
      return true;
    }
  }
}
