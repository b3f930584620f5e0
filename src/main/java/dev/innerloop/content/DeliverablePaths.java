package dev.innerloop.content;

import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.wire.WorkspacePath;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where files of an output directory go in a workspace; reports once which cannot go there. */
final class DeliverablePaths {

  private final ContentListener listener;
  private final Set<Path> reported = new HashSet<>();

  DeliverablePaths(ContentListener listener) {
    this.listener = listener;
  }

  /**
   * The path in a workspace; null if the file cannot be delivered.
   *
   * @param path in the output directory
   */
  @Nullable WorkspacePath resolve(ClassPathEntry.Output output, String path) {
    try {
      return output.workspacePath().resolve(path);
    } catch (IllegalArgumentException e) {
      Path file = output.module().outputFolder().resolve(path);
      report(file, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** A file cannot be read now: it is tried again with the next change. */
  void unreadable(ClassPathEntry.Output output, String path, String reason) {
    report(output.module().outputFolder().resolve(path), "it cannot be read: " + reason);
  }

  /** A file can be read, again: the next failure is reported. */
  void readable(ClassPathEntry.Output output, String path) {
    reported.remove(output.module().outputFolder().resolve(path));
  }

  private void report(Path file, String reason) {
    if (reported.add(file)) {
      listener.leftOut(file, reason);
    }
  }
}
