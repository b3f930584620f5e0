package dev.innerloop.export;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The changes of an export to a directory, applied completely or not at all. */
public final class ExportPlan {

  private final Path folder;
  private final String name;
  private final List<FileChange> changes;
  private final List<String> kept;
  private final Optional<String> recorded;
  private final ExportRecord before;
  private final ExportRecord now;

  ExportPlan(
      Path folder,
      String name,
      List<FileChange> changes,
      List<String> kept,
      Optional<String> recorded,
      ExportRecord before,
      ExportRecord now) {
    this.folder = folder;
    this.name = name;
    this.changes = List.copyOf(changes);
    this.kept = kept;
    this.recorded = recorded;
    this.before = before;
    this.now = now;
  }

  /** The user's files that are kept although the export would have written or deleted them. */
  public List<String> kept() {
    return kept;
  }

  /** A short summary for the user. */
  @Override
  public String toString() {
    long deleted = changes.stream().filter(change -> change.after().isEmpty()).count();
    long written = changes.size() - deleted;
    if (changes.isEmpty()) {
      return "nothing has changed";
    }
    return files(written) + " written" + (deleted == 0 ? "" : ", " + files(deleted) + " deleted");
  }

  private static String files(long number) {
    return number == 1 ? "1 file" : number + " files";
  }

  /**
   * Performs the exports of several apps.
   *
   * @throws Problem if one fails; then all are rolled back
   */
  public static void execute(List<ExportPlan> exports) {
    Deque<FileChange> done = new ArrayDeque<>();
    for (ExportPlan export : exports) {
      try {
        for (FileChange change : export.steps()) {
          change.apply();
          done.push(change);
        }
      } catch (IOException e) {
        throw failed(export.name, e, done);
      }
    }
    for (ExportPlan export : exports) {
      export.removeEmptyFolders();
    }
  }

  /**
   * The new hashes are recorded first, in addition to the old ones, so that after a killed export
   * the next one does not take any file for the user's.
   */
  private List<FileChange> steps() {
    Path record = folder.resolve(ExportRecord.FILE);
    Optional<String> after = Optional.of(now.text());
    if (changes.isEmpty()) {
      return recorded.equals(after) ? List.of() : List.of(new FileChange(record, recorded, after));
    }
    Optional<String> both = Optional.of(before.and(now).text());
    List<FileChange> steps = new ArrayList<>();
    steps.add(new FileChange(record, recorded, both));
    steps.addAll(changes);
    steps.add(new FileChange(record, both, after));
    return steps;
  }

  private static Problem failed(String name, IOException cause, Deque<FileChange> done) {
    boolean restored = true;
    for (FileChange change : done) {
      try {
        change.undo();
      } catch (IOException e) {
        cause.addSuppressed(e);
        restored = false;
      }
    }
    return new Problem(
        "The export cannot be written to " + name + ": " + ExportDirectory.reason(cause),
        (restored
                ? "All changes were rolled back. "
                : "Some changes could not be rolled back: check them with git diff. ")
            + "Make the directory writable or free disk space, and export again.",
        cause);
  }

  private void removeEmptyFolders() {
    for (FileChange change : changes) {
      if (change.after().isEmpty()) {
        change.removeEmptyFolders(folder);
      }
    }
  }
}
