package dev.innerloop.supervisor;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Launch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Which files a workspace holds, and how its content was last started, also after a restart. */
final class WorkspaceState {

  private final Path inventory;
  private final Path memory;

  @GuardedBy("this")
  private StoredFiles files;

  @GuardedBy("this")
  private long generation;

  @GuardedBy("this")
  private Launch launch;

  /**
   * @param directory where it is stored
   */
  WorkspaceState(Path directory) {
    inventory = directory.resolve("inventory");
    memory = directory.resolve("memory");
  }

  /** The state at one moment. */
  static final class Snapshot {

    final FileSource files;
    final int count;
    final Launch launch;

    Snapshot(FileSource files, int count, Launch launch) {
      this.files = files;
      this.count = count;
      this.launch = launch;
    }
  }

  /** Its files have to be closed. */
  synchronized Snapshot snapshot() throws IOException {
    return new Snapshot(files.open(), files.count(), launch);
  }

  synchronized ContentHash digest() {
    return files.digest();
  }

  /** Counts the changes. */
  synchronized long generation() {
    return generation;
  }

  /** How the content was last started, or null. */
  synchronized Launch launch() {
    return launch;
  }

  /**
   * The content is started without a debugger from now on.
   *
   * @return whether it was started with one
   */
  synchronized boolean endDebugging() {
    Launch before = launch;
    if (before == null) {
      return false;
    }
    launch = before.withoutDebugger();
    return !launch.equals(before);
  }

  synchronized boolean isEmpty() {
    return files.count() == 0;
  }

  /** Replaces the inventory by one that was written. Who reads the former one keeps it. */
  synchronized void replaceInventory(StoredFiles written) throws IOException {
    Files.move(
        written.file(),
        inventory,
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    files = written.at(inventory);
  }

  /** A commit is complete. */
  synchronized void committed(boolean changed, Launch newLaunch) throws IOException {
    if (changed || !newLaunch.equals(launch)) {
      generation++;
      launch = newLaunch;
      store();
    }
  }

  @GuardedBy("this")
  private void store() throws IOException {
    Path draft = memory.resolveSibling("memory.draft");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(draft))) {
      out.writeLong(generation);
      launch.withoutEnvironment().withoutDebugger().write(out); // it may start without a session
    }
    Files.move(draft, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Reads what a former supervisor has stored; the inventory is scanned instead. */
  synchronized void load() throws IOException {
    if (Files.exists(memory)) {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(memory))) {
        generation = in.readLong();
        launch = Launch.read(in);
      }
    }
  }
}
