package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.Inventory;
import dev.innerloop.content.InventoryDifference;
import dev.innerloop.reload.ReloadPlan;
import dev.innerloop.replica.Revision;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.MissingContent;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.StoredContent;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sends one revision to one replica: what changes, the content that is missing, the commit. */
final class OutgoingDelivery {

  /** Less than this is sent unasked: a round trip costs more than the bytes. */
  private static final long UNASKED_BYTES = 128 * 1024;

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final long number;
  private final SupervisorConnection connection;
  private final Blobs blobs;
  private final LongSupplier nanoTime;
  private final Meanwhile meanwhile;

  /** What else happens during a delivery. */
  interface Meanwhile extends TransferProgress.Listener {

    /** Whether something newer is desired; asked between two chunks of content. */
    boolean isSuperseded();

    /** The supervisor sent something else than what was waited for, or nothing in time: null. */
    void received(@Nullable SupervisorMessage message) throws IOException, InterruptedException;
  }

  /**
   * @param number that no other delivery of the session has
   */
  OutgoingDelivery(
      long number,
      SupervisorConnection connection,
      Blobs blobs,
      LongSupplier nanoTime,
      Meanwhile meanwhile) {
    this.number = number;
    this.connection = connection;
    this.blobs = blobs;
    this.nanoTime = nanoTime;
    this.meanwhile = meanwhile;
  }

  /**
   * Sends a revision.
   *
   * @param present the inventory of the replica
   * @return false if it was superseded, and dropped
   */
  boolean send(Inventory present, Revision revision, ReloadPlan plan)
      throws IOException, InterruptedException {
    InventoryDifference difference = present.differenceTo(revision.inventory());
    SortedMap<WorkspacePath, ContentHash> puts = new TreeMap<>();
    Stream.concat(difference.added().stream(), difference.changed().stream())
        .forEach(path -> puts.put(path, hash(revision.inventory(), path)));
    connection.begin(
        new Begin(
            number, revision.number(), present.digest(), puts.size(), difference.removed().size()),
        puts,
        difference.removed());
    Collection<ContentHash> content = withoutMoved(puts.values(), present, difference);
    if (isWorthAsking(content)) {
      if (connection.sharesFiles()) {
        offer(content);
      }
      connection.askMissing();
      content = awaitMissing();
    }
    for (ContentHash hash : content) {
      if (!blobs.has(hash)) {
        throw new IOException("content " + hash + " is neither here nor in the replica");
      }
    }
    if (!sendContent(content)) {
      connection.abort();
      return false;
    }
    connection.commit(
        new Commit(plan.strategy(), plan.reason(), revision.launch(), plan.classes())
            .withAdapted(plan.adapted(), plan.basis()));
    return true;
  }

  /**
   * The content that is not at another path of the replica, as far as we know. What else it has, it
   * says if it is asked.
   */
  private static Collection<ContentHash> withoutMoved(
      Collection<ContentHash> content, Inventory present, InventoryDifference difference) {
    Set<ContentHash> unknown = new LinkedHashSet<>(content);
    Stream.concat(difference.changed().stream(), difference.removed().stream())
        .map(present.files()::get)
        .forEach(unknown::remove);
    return unknown;
  }

  private boolean isWorthAsking(Collection<ContentHash> content) throws IOException {
    long total = 0;
    for (ContentHash hash : content) {
      if (!blobs.has(hash)) {
        return true;
      }
      total += blobs.size(hash);
    }
    return total > UNASKED_BYTES;
  }

  /** Jars of the local repository are linked, not sent. */
  private void offer(Collection<ContentHash> content) throws IOException {
    for (ContentHash hash : content) {
      if (blobs.has(hash)) {
        Optional<StoredContent> stored = blobs.stored(hash);
        if (stored.isPresent()) {
          connection.offer(stored.get());
        }
      }
    }
  }

  private Collection<ContentHash> awaitMissing() throws IOException, InterruptedException {
    Set<ContentHash> all = new LinkedHashSet<>();
    while (true) {
      SupervisorMessage message = connection.next(TIMEOUT);
      if (message instanceof SupervisorMessage.ContentMissing part) {
        MissingContent missing = part.missing();
        if (missing.delivery() == number) {
          all.addAll(missing.hashes());
          if (missing.isLast()) {
            return all;
          }
        }
      } else {
        meanwhile.received(message);
      }
    }
  }

  /** Sends content; false if it became superfluous on the way. */
  private boolean sendContent(Collection<ContentHash> content)
      throws IOException, InterruptedException {
    long total = 0;
    for (ContentHash hash : content) {
      total += blobs.size(hash);
    }
    TransferProgress progress = new TransferProgress(total, nanoTime, meanwhile);
    byte[] buffer = new byte[Protocol.CHUNK];
    for (ContentHash hash : content) {
      long size = blobs.size(hash);
      connection.sendContent(hash, size);
      try (InputStream in = blobs.open(hash)) {
        for (long left = size; left > 0; ) {
          if (meanwhile.isSuperseded()) {
            return false;
          }
          int length = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
          if (length == 0) {
            throw new IOException("content " + hash + " is shorter than it was");
          }
          connection.sendChunk(buffer, length);
          left -= length;
          progress.sent(length);
        }
      }
    }
    return true;
  }

  private static ContentHash hash(Inventory inventory, WorkspacePath path) {
    ContentHash hash = inventory.get(path);
    if (hash == null) {
      throw new IllegalArgumentException(path + " is not in the inventory");
    }
    return hash;
  }
}
