package dev.innerloop.supervisor;

import dev.innerloop.wire.Begin;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.WorkspacePath;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;

/**
 * A delivery on its way in. Where something of it cannot be accepted, the rest is read and dropped,
 * so that the connection stays usable, and the reason is kept for the outcome.
 */
final class IncomingDelivery implements Closeable {

  private final Begin begin;
  private final Staging staging;
  private ChangeSet.Builder arriving;
  private ChangeSet changes;
  private Staging.Arrival content;
  private int puts;
  private int removals;
  private String failure;

  IncomingDelivery(Begin begin, Staging staging) {
    this.begin = begin;
    this.staging = staging;
    puts = begin.puts();
    removals = begin.removals();
  }

  /** A part of the delivery that may fail, and then fails the delivery, not the connection. */
  interface Step {
    void run() throws IOException;
  }

  Begin begin() {
    return begin;
  }

  /** Why it cannot be carried out, or null. */
  String failure() {
    return failure;
  }

  /** Does a part of it, unless it has failed already. */
  void attempt(Step step) {
    if (failure == null) {
      try {
        step.run();
      } catch (IOException | RuntimeException | Error e) {
        failure = Failures.message(e);
      }
    }
  }

  void into(ChangeSet.Builder builder) {
    arriving = builder;
  }

  /** Takes files to put. */
  void files(DataInputStream in) throws IOException {
    int here = Protocol.entries(in, puts);
    puts -= here;
    for (int i = 0; i < here; i++) {
      String path = Protocol.readText(in);
      ContentHash hash = ContentHash.read(in);
      attempt(() -> arriving.put(WorkspacePath.of(path), hash));
    }
  }

  /** Takes paths to remove. */
  void removals(DataInputStream in) throws IOException {
    int here = Protocol.entries(in, removals);
    removals -= here;
    for (int i = 0; i < here; i++) {
      String path = Protocol.readText(in);
      attempt(() -> arriving.remove(WorkspacePath.of(path)));
    }
  }

  /** The changes that were announced, which is complete with its lists; null if it has failed. */
  ChangeSet changes() throws ProtocolException {
    if (puts > 0 || removals > 0) {
      throw new ProtocolException("fewer files than announced");
    }
    if (changes == null) {
      attempt(() -> changes = arriving.build());
    }
    return failure == null ? changes : null;
  }

  /** Begins with the content of another file. */
  void blob(ContentHash hash, long size) {
    dropContent();
    attempt(
        () -> {
          content = staging.receive(hash, size);
          finishIfComplete();
        });
  }

  void chunk(byte[] bytes) {
    attempt(
        () -> {
          if (content == null) {
            throw new ProtocolException("content of no file");
          }
          content.append(bytes);
          finishIfComplete();
        });
  }

  private void finishIfComplete() throws IOException {
    if (content.isComplete()) {
      content.finish();
      dropContent();
    }
  }

  private void dropContent() {
    Staging.Arrival dropped = content;
    content = null;
    if (dropped != null) {
      try {
        dropped.close();
      } catch (IOException e) {
        failure = failure == null ? Failures.message(e) : failure;
      }
    }
  }

  /**
   * Hands the changes over to the one who carries them out, and deletes them; null if it failed.
   */
  ChangeSet release() throws ProtocolException {
    ChangeSet released = changes();
    if (released != null) {
      changes = null;
    }
    return released;
  }

  /** Drops what has arrived in part, and the changes unless they were released. */
  @Override
  public void close() throws IOException {
    dropContent();
    if (arriving != null) {
      arriving.close();
    }
    if (changes != null) {
      changes.delete();
    }
  }
}
