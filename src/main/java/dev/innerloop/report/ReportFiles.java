package dev.innerloop.report;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two files of an app's report. */
public final class ReportFiles {

  private final Path json;
  private final Path junit;

  /**
   * @param folder is made if it is not there
   */
  public ReportFiles(Path folder) {
    this.json = folder.resolve("rollout.json");
    this.junit = folder.resolve("TEST-rollout.xml");
  }

  /** Removes those of an earlier run: whatever happens, nobody takes them for ours. */
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
        "The report of the roll-out cannot be written to "
            + json.getParent()
            + ": "
            + e.getMessage(),
        "Make the folder writable, or free some space.",
        e);
  }
}
