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
      if (reported.add(file)) {
        listener.leftOut(file, String.valueOf(e.getMessage()));
      }
      return null;
    }
  }
}
