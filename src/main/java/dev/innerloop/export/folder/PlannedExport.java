package dev.innerloop.export.folder;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The changes that make a folder hold an export: all of them, or none. */
public final class PlannedExport {

  private final Path folder;
  private final String name;
  private final List<FileChange> changes;
  private final List<String> kept;
  private final Optional<String> recorded;
  private final WrittenFiles before;
  private final WrittenFiles now;

  PlannedExport(
      Path folder,
      String name,
      List<FileChange> changes,
      List<String> kept,
      Optional<String> recorded,
      WrittenFiles before,
      WrittenFiles now) {
    this.folder = folder;
    this.name = name;
    this.changes = List.copyOf(changes);
    this.kept = kept;
    this.recorded = recorded;
    this.before = before;
    this.now = now;
  }

  /**
   * The files of the user's that stay as they are, where an export would have written or deleted.
   */
  public List<String> kept() {
    return kept;
  }

  /** What happens, in a few words for the user. */
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
   * Carries out the exports of several apps.
   *
   * @throws Problem if one cannot be; then none is
   */
  public static void carryOut(List<PlannedExport> exports) {
    Deque<FileChange> made = new ArrayDeque<>();
    for (PlannedExport export : exports) {
      try {
        for (FileChange change : export.steps()) {
          change.make();
          made.push(change);
        }
      } catch (IOException e) {
        throw failed(export.name, e, made);
      }
    }
    for (PlannedExport export : exports) {
      export.removeEmptyFolders();
    }
  }

  /**
   * First what is to come is noted beside what was: an export that is killed leaves no file that
   * the next one takes for the user's.
   */
  private List<FileChange> steps() {
    Path record = folder.resolve(WrittenFiles.FILE);
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

  private static Problem failed(String name, IOException cause, Deque<FileChange> made) {
    boolean restored = true;
    for (FileChange change : made) {
      try {
        change.undo();
      } catch (IOException e) {
        cause.addSuppressed(e);
        restored = false;
      }
    }
    return new Problem(
        "The export cannot be written to " + name + ": " + ExportFolder.reason(cause),
        (restored
                ? "What was there before is there again. "
                : "Not all of what was there before is there again: look at it with git diff. ")
            + "Make the folder writable or free some space, and export again.",
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
