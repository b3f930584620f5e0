package dev.innerloop.mojo.execution;

import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.ui.ConsoleOutput;
import dev.innerloop.ui.JsonLines;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** Sends the events of a goal to the console and, if configured, to a file for other programs. */
public final class EventOutput {

  private EventOutput() {}

  /** The work of the goal. */
  public interface Work {

    void with(Consumer<Event> events) throws InterruptedException;
  }

  public static void during(@Nullable File file, ConsoleOutput console, Work work)
      throws MojoExecutionException, InterruptedException {
    if (file == null) {
      work.with(console);
      return;
    }
    try (JsonLines json = JsonLines.to(file.toPath(), Clock.systemUTC())) {
      try {
        work.with(
            event -> {
              json.accept(event);
              console.accept(event);
            });
      } catch (Problem problem) {
        json.accept(new Event.Failed(String.valueOf(problem.getMessage()), problem.remedy()));
        throw problem;
      }
    } catch (IOException e) {
      throw new MojoExecutionException("The file dev.events cannot be closed: " + file, e);
    }
  }
}
