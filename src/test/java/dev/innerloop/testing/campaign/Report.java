package dev.innerloop.testing.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a campaign has done so far.
 *
 * @param machine where it ran: reports of several machines are compared
 * @param state {@code RUNNING} in the report of a run that was killed
 * @param outcomes how often each came
 * @param figures what cases have counted
 */
record Report(
    String campaign,
    String commit,
    Machine machine,
    long seed,
    int size,
    State state,
    Instant begun,
    long millis,
    int cases,
    SortedMap<String, Integer> outcomes,
    SortedMap<String, Long> figures,
    List<Failure> failures) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  enum State {
    RUNNING,
    PASSED,
    FAILED,
    INTERRUPTED
  }

  /** What affects how long cases take, and what JVMs do. */
  record Machine(int processors, String java) {

    static Machine own() {
      return new Machine(
          Runtime.getRuntime().availableProcessors(), System.getProperty("java.runtime.version"));
    }
  }

  /**
   * One case that failed.
   *
   * @param reproduce the command that runs it alone
   */
  record Failure(int number, String message, String reproduce) {}

  Report {
    outcomes = Collections.unmodifiableSortedMap(new TreeMap<>(outcomes));
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    failures = List.copyOf(failures);
  }

  static String describe(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Replaces the file as a whole. */
  void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(part, JSON.writeValueAsString(this) + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
