package dev.innerloop.process;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.io.BoundedLineReader;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An external program on this machine. */
public final class Program {

  private static final long MILLIS_TO_READ_THE_REST = 2_000;
  private static final long SECONDS_TO_END = 2;

  private final String name;
  private final Path file;
  private final Map<String, String> environment;

  Program(String name, Path file, Map<String, String> environment) {
    this.name = name;
    this.file = file;
    this.environment = environment;
  }

  /** The same with an additional environment variable. */
  public Program with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Program(name, file, Map.copyOf(more));
  }

  /** The name of its command. */
  public String name() {
    return name;
  }

  /** Content for the standard input of a program. */
  @FunctionalInterface
  public interface Input {

    /** No input. */
    Input NONE = out -> {};

    void writeTo(OutputStream out) throws IOException;
  }

  /** Runs a short query with a timeout. */
  public ProgramResult ask(Duration atMost, List<String> arguments) {
    return run(null, arguments, Input.NONE, line -> {}, atMost);
  }

  /**
   * Runs the program until it exits.
   *
   * @param lines receives each line of output, from several threads
   * @throws Problem if it cannot be started
   */
  public ProgramResult run(List<String> arguments, Input input, Consumer<String> lines) {
    return run(null, arguments, input, lines, null);
  }

  /** The same in a working directory. */
  public ProgramResult runIn(Path folder, List<String> arguments, Consumer<String> lines) {
    return run(folder, arguments, Input.NONE, lines, null);
  }

  private ProgramResult run(
      @Nullable Path folder,
      List<String> arguments,
      Input input,
      Consumer<String> lines,
      @Nullable Duration atMost) {
    List<String> command = new ArrayList<>();
    command.add(file.toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new Problem(
          name + " cannot be started: " + e.getMessage(),
          "Repair it, or remove it from the PATH.",
          e);
    }
    try {
      Lines out = new Lines(process.getInputStream(), lines, name + "-output");
      Lines errors = new Lines(process.getErrorStream(), lines, name + "-errors");
      feed(process, input);
      if (atMost == null) {
        process.waitFor();
      } else if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return new ProgramResult(
            ProgramResult.UNANSWERED,
            List.of(),
            List.of("no answer within " + atMost.toSeconds() + " s"));
      }
      return new ProgramResult(process.exitValue(), out.all(), errors.all());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(name + " was interrupted.", "Run the command again.", e);
    } finally {
      end(process);
    }
  }

  /** Ends the process and its descendants; none of them writes any more after this returns. */
  private static void end(Process process) {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        each -> each.onExit().completeOnTimeout(each, SECONDS_TO_END, TimeUnit.SECONDS).join());
  }

  private void feed(Process process, Input input) {
    try (OutputStream stdin = process.getOutputStream()) {
      try {
        input.writeTo(stdin);
      } catch (IOException e) {
        if (process.isAlive() && !hasClosedItsInput(e)) {
          throw e;
        }
        // The program exited before it had read all input; its own output has the reason.
      }
    } catch (IOException e) {
      if (!hasClosedItsInput(e)) {
        throw new Problem(
            "Cannot read the input of " + name + ": " + e.getMessage(),
            "Run the command again.",
            e);
      }
    }
  }

  private static boolean hasClosedItsInput(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("Broken pipe")
        || message.contains("Stream closed")
        || message.contains("pipe is being closed");
  }

  /** The last lines of a process's output, read as they are written. */
  private static final class Lines {

    private static final int KEPT = 200;

    @GuardedBy("last")
    private final List<String> last = new ArrayList<>();

    private final Thread reader;

    Lines(InputStream in, Consumer<String> each, String thread) {
      reader = new Thread(() -> read(in, each), "dev-" + thread);
      reader.setDaemon(true);
      reader.start();
    }

    private void read(InputStream in, Consumer<String> each) {
      try (BoundedLineReader lines = new BoundedLineReader(in)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          synchronized (last) {
            last.add(line);
            if (last.size() > KEPT) {
              last.remove(0);
            }
          }
          each.accept(line);
        }
      } catch (IOException e) {
        synchronized (last) {
          last.add("(the rest cannot be read: " + e.getMessage() + ")");
        }
      }
    }

    /** Does not wait for a child process that outlives the program and keeps its output open. */
    List<String> all() throws InterruptedException {
      reader.join(MILLIS_TO_READ_THE_REST);
      synchronized (last) {
        return List.copyOf(last);
      }
    }
  }
}
