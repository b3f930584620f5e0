package dev.innerloop.replica.session;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.Difference;
import dev.innerloop.content.Inventory;
import dev.innerloop.reload.Plan;
import dev.innerloop.replica.Revision;
import dev.innerloop.replica.session.Conversation.Event;
import dev.innerloop.wire.Begin;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.Commit;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.FileList;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.Missing;
import dev.innerloop.wire.Protocol;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One update on its way to one replica: what changes, the content that is missing, the commit. */
public final class Delivery {

  /** Less than this is sent unasked: a round trip costs more than the bytes. */
  private static final long UNASKED_BYTES = 128 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final long number;
  private final Conversation conversation;
  private final Channel channel;
  private final Blobs blobs;
  private final Meanwhile meanwhile;

  /** What else goes on during a delivery. */
  interface Meanwhile {

    /** Whether something newer is wanted; looked at between two chunks of content. */
    boolean isSuperseded();

    /** The replica said something else than what was waited for, or nothing for a while: null. */
    void heard(@Nullable Event event) throws IOException, InterruptedException;

    void transferring(long sent, long total, Duration taken) throws InterruptedException;
  }

  /**
   * @param number that no other delivery of the session has
   */
  Delivery(long number, Conversation conversation, Blobs blobs, Meanwhile meanwhile) {
    this.number = number;
    this.conversation = conversation;
    this.channel = conversation.channel();
    this.blobs = blobs;
    this.meanwhile = meanwhile;
  }

  /**
   * Sends an update.
   *
   * @return false if it was superseded, and dropped
   */
  boolean deliver(Revision wanted, Launch launch, Plan plan)
      throws IOException, InterruptedException {
    Difference difference = conversation.held().differenceTo(wanted.inventory());
    SortedMap<WorkspacePath, ContentHash> puts = new TreeMap<>();
    Stream.concat(difference.added().stream(), difference.changed().stream())
        .forEach(path -> puts.put(WorkspacePath.of(path), hash(wanted.inventory(), path)));
    announce(wanted.number(), puts, difference.removed());
    Collection<ContentHash> content = notHeld(puts.values(), difference);
    if (isWorthAsking(content)) {
      channel.send(FrameType.ASK, out -> {});
      content = awaitMissing();
    }
    for (ContentHash hash : content) {
      if (!blobs.has(hash)) {
        throw new IOException("content " + hash + " is neither here nor in the replica");
      }
    }
    if (!send(content)) {
      channel.send(FrameType.ABORT, out -> {});
      return false;
    }
    commit(launch, plan);
    return true;
  }

  private void announce(
      long revision, SortedMap<WorkspacePath, ContentHash> puts, Collection<String> removals)
      throws IOException {
    SortedSet<WorkspacePath> removed = new TreeSet<>();
    removals.forEach(path -> removed.add(WorkspacePath.of(path)));
    channel.write(
        FrameType.BEGIN,
        new Begin(number, revision, conversation.held().digest(), puts.size(), removed.size()));
    FileList.write(channel, puts);
    FileList.writeRemovals(channel, removed);
  }

  /** Not what only moves. What else the replica or its image holds it says if it is asked. */
  private Collection<ContentHash> notHeld(Collection<ContentHash> content, Difference difference) {
    Set<ContentHash> unknown = new LinkedHashSet<>(content);
    Stream.concat(difference.changed().stream(), difference.removed().stream())
        .map(conversation.held().files()::get)
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

  private Collection<ContentHash> awaitMissing() throws IOException, InterruptedException {
    Set<ContentHash> missing = new LinkedHashSet<>();
    while (true) {
      Event event = conversation.next(PATIENCE);
      if (event instanceof Event.Received received
          && received.frame().type() == FrameType.MISSING) {
        Missing part = Missing.read(received.frame().data());
        if (part.delivery() == number) {
          missing.addAll(part.hashes());
          if (part.isLast()) {
            return missing;
          }
        }
      } else {
        meanwhile.heard(event);
      }
    }
  }

  /** Sends content; false if it became superfluous on the way. */
  private boolean send(Collection<ContentHash> content) throws IOException, InterruptedException {
    long total = 0;
    for (ContentHash hash : content) {
      total += blobs.size(hash);
    }
    long sent = 0;
    long start = System.nanoTime();
    byte[] buffer = new byte[Protocol.CHUNK];
    for (ContentHash hash : content) {
      long size = blobs.size(hash);
      channel.write(
          FrameType.BLOB,
          out -> {
            hash.write(out);
            out.writeLong(size);
          });
      try (InputStream in = blobs.open(hash)) {
        for (long left = size; left > 0; ) {
          if (meanwhile.isSuperseded()) {
            return false;
          }
          int length = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
          if (length == 0) {
            throw new IOException("content " + hash + " is shorter than it was");
          }
          channel.write(FrameType.CHUNK, out -> out.write(buffer, 0, length));
          left -= length;
          sent += length;
          meanwhile.transferring(sent, total, Duration.ofNanos(System.nanoTime() - start));
        }
      }
    }
    return true;
  }

  private void commit(Launch launch, Plan plan) throws IOException {
    channel.send(
        FrameType.COMMIT, new Commit(plan.strategy(), plan.reason(), launch, plan.classes()));
  }

  private static ContentHash hash(Inventory inventory, String path) {
    ContentHash hash = inventory.get(path);
    if (hash == null) {
      throw new IllegalArgumentException(path + " is not in the inventory");
    }
    return hash;
  }
}
