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

  private static final long SECONDS_TO_EXIT = 2;

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
  public ProgramResult query(Duration timeout, List<String> arguments) {
    return run(null, arguments, Input.NONE, Output.lastLines(line -> {}), timeout);
  }

  /** The same, with its whole output instead of the last lines. */
  public ProgramResult read(Duration timeout, List<String> arguments) {
    return run(null, arguments, Input.NONE, Output.whole(timeout), timeout);
  }

  /**
   * Runs the program until it exits.
   *
   * @param lines receives each line of output, from several threads
   * @throws Problem if it cannot be started
   */
  public ProgramResult run(List<String> arguments, Input input, Consumer<String> lines) {
    return run(null, arguments, input, Output.lastLines(lines), null);
  }

  /** The same in a working directory. */
  public ProgramResult runIn(Path folder, List<String> arguments, Consumer<String> lines) {
    return run(folder, arguments, Input.NONE, Output.lastLines(lines), null);
  }

  private ProgramResult run(
      @Nullable Path folder,
      List<String> arguments,
      Input input,
      Output output,
      @Nullable Duration timeout) {
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
      Lines out = new Lines(process.getInputStream(), output, name + "-output");
      Lines errors = new Lines(process.getErrorStream(), output, name + "-errors");
      feed(process, input);
      if (timeout == null) {
        process.waitFor();
      } else if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return ProgramResult.timedOut(timeout);
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
        each -> each.onExit().completeOnTimeout(each, SECONDS_TO_EXIT, TimeUnit.SECONDS).join());
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

  /**
   * How the output of a program is used.
   *
   * @param lines receives each line as it is written
   * @param kept number of lines that the result has at most
   * @param rest how long to wait, after the program has exited, for output not read yet
   */
  private record Output(Consumer<String> lines, int kept, Duration rest) {

    static Output lastLines(Consumer<String> lines) {
      return new Output(lines, 200, Duration.ofSeconds(2));
    }

    static Output whole(Duration rest) {
      return new Output(line -> {}, Integer.MAX_VALUE, rest);
    }

    boolean isWhole() {
      return kept == Integer.MAX_VALUE;
    }
  }

  /** The lines of a process's output, read as they are written. */
  private static final class Lines {

    private final Output output;

    @GuardedBy("lines")
    private final List<String> lines = new ArrayList<>();

    private final Thread reader;

    Lines(InputStream in, Output output, String thread) {
      this.output = output;
      reader = DaemonThreads.named("dev-" + thread, () -> read(in));
      reader.start();
    }

    private void read(InputStream in) {
      try (BoundedLineReader reading = new BoundedLineReader(in)) {
        for (String line = reading.readLine(); line != null; line = reading.readLine()) {
          add(line, output.isWhole() && reading.isContinuation());
          output.lines().accept(line);
        }
      } catch (IOException e) {
        add("(the rest cannot be read: " + e.getMessage() + ")", false);
      }
    }

    private void add(String line, boolean continuation) {
      synchronized (lines) {
        int last = lines.size() - 1;
        if (continuation) {
          lines.set(last, lines.get(last) + line);
        } else {
          lines.add(line);
        }
        if (lines.size() > output.kept()) {
          lines.remove(0);
        }
      }
    }

    /** Does not wait for a child process that outlives the program and keeps its output open. */
    List<String> all() throws InterruptedException {
      reader.join(output.rest().toMillis());
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }
  }
}
