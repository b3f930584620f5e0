package dev.innerloop.usecase.release;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two report files of an app. */
public final class ReportFiles {

  private final Path json;
  private final Path junit;

  /**
   * @param directory is created if it does not exist
   */
  public ReportFiles(Path directory) {
    this.json = directory.resolve("rollout.json");
    this.junit = directory.resolve("TEST-rollout.xml");
  }

  /** Deletes those of an earlier run, so that they cannot be mistaken for this run's. */
  public void clear() {
    try {
      Files.deleteIfExists(json);
      Files.deleteIfExists(junit);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  public void write(RolloutReport report) {
    try {
      Files.createDirectories(json.getParent());
      Files.writeString(json, JsonReport.of(report));
      Files.writeString(junit, JUnitReport.of(report));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private Problem unwritable(IOException e) {
    return new Problem(
        "The rollout report cannot be written to " + json.getParent() + ": " + e.getMessage(),
        "Make the directory writable, or free some disk space.",
        e);
  }
}
