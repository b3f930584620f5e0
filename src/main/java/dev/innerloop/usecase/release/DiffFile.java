package dev.innerloop.usecase.release;

import dev.innerloop.cluster.diff.Difference;
import dev.innerloop.cluster.diff.Difference.Change;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The differences of an app as a file for pipelines; deleted if the goal fails. */
public record DiffFile(Path file) {

  private static final String NOTHING = "/dev/null";

  public static DiffFile in(Path directory) {
    return new DiffFile(directory.resolve("apply.diff"));
  }

  public void clear() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Empty if nothing changes. */
  public void write(List<Difference> differences) {
    List<String> lines = new ArrayList<>();
    for (Difference difference : differences) {
      String title = difference.kind() + "/" + difference.name();
      if (difference.change() != Change.UNCHANGED) {
        lines.add("--- " + (difference.change() == Change.CREATED ? NOTHING : title));
        lines.add("+++ " + (difference.change() == Change.REMOVED ? NOTHING : title));
        whole(difference).ifPresent(lines::add);
        lines.addAll(difference.lines());
      }
    }
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The hunk header that other tools expect for a resource that is created or removed. */
  private static Optional<String> whole(Difference difference) {
    int lines = difference.lines().size();
    return switch (difference.change()) {
      case CREATED -> Optional.of("@@ -0,0 +1," + lines + " @@");
      case REMOVED -> Optional.of("@@ -1," + lines + " +0,0 @@");
      default -> Optional.empty();
    };
  }

  private Problem unwritable(IOException e) {
    return new Problem(
        "The differences cannot be written to " + file + ": " + e.getMessage(),
        "Make the directory writable, or free some disk space.",
        e);
  }
}
