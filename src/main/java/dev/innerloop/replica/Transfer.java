package dev.innerloop.replica;

import dev.innerloop.content.Blobs;
import dev.innerloop.content.ContentHash;
import dev.innerloop.content.Difference;
import dev.innerloop.content.Inventory;
import dev.innerloop.wire.Channel;
import dev.innerloop.wire.FileList;
import dev.innerloop.wire.FrameType;
import dev.innerloop.wire.Hash;
import dev.innerloop.wire.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Sends one difference with its content; the last frame stays in the buffer. */
final class Transfer {

  /** Less than this is sent unasked: a round trip costs more than the bytes. */
  private static final long UNASKED_BYTES = 128 * 1024;

  private static final int PATHS_PER_FRAME = 500;

  private final Channel channel;
  private final Blobs blobs;

  Transfer(Channel channel, Blobs blobs) {
    this.channel = channel;
    this.blobs = blobs;
  }

  /** Announces what changes. */
  void begin(long update, Inventory held, Inventory wanted) throws IOException {
    Difference difference = held.differenceTo(wanted);
    SortedMap<String, Hash> puts = new TreeMap<>();
    difference.added().forEach(path -> puts.put(path, hash(wanted, path)));
    difference.changed().forEach(path -> puts.put(path, hash(wanted, path)));
    List<String> removals = List.copyOf(difference.removed());
    channel.write(
        FrameType.BEGIN,
        out -> {
          out.writeLong(update);
          out.write(held.digest().digest());
          out.writeInt(puts.size());
          out.writeInt(removals.size());
        });
    FileList.write(channel, puts);
    for (int from = 0; from < removals.size(); from += PATHS_PER_FRAME) {
      List<String> part = removals.subList(from, Math.min(removals.size(), from + PATHS_PER_FRAME));
      channel.write(
          FrameType.REMOVE,
          out -> {
            out.writeInt(part.size());
            for (String path : part) {
              out.writeUTF(path);
            }
          });
    }
  }

  /** Content that the replica's workspace does not hold. */
  static Set<ContentHash> unknown(Inventory held, Inventory wanted) {
    Set<ContentHash> unknown = new LinkedHashSet<>(wanted.files().values());
    unknown.removeAll(Set.copyOf(held.files().values()));
    return unknown;
  }

  boolean isWorthAsking(Collection<ContentHash> content) throws IOException {
    long total = 0;
    for (ContentHash hash : content) {
      if (!blobs.has(hash)) {
        return true;
      }
      total += blobs.size(hash);
    }
    return total > UNASKED_BYTES;
  }

  /**
   * Sends content.
   *
   * @param superseded looked at between chunks
   * @return false if it was superseded, and the update dropped
   */
  boolean send(Collection<ContentHash> content, BooleanSupplier superseded, Progress progress)
      throws IOException {
    List<ContentHash> ordered = new ArrayList<>(content);
    long total = 0;
    for (ContentHash hash : ordered) {
      total += blobs.size(hash);
    }
    long sent = 0;
    byte[] buffer = new byte[Protocol.CHUNK];
    for (ContentHash hash : ordered) {
      long size = blobs.size(hash);
      channel.write(
          FrameType.BLOB,
          out -> {
            out.write(hash.digest());
            out.writeLong(size);
          });
      try (InputStream in = blobs.open(hash)) {
        for (long left = size; left > 0; ) {
          if (superseded.getAsBoolean()) {
            channel.send(FrameType.ABORT, out -> {});
            return false;
          }
          int length = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
          if (length == 0) {
            throw new IOException("content " + hash + " is shorter than it was");
          }
          channel.write(FrameType.CHUNK, out -> out.write(buffer, 0, length));
          left -= length;
          sent += length;
          progress.transferring(sent, total);
        }
      }
    }
    return true;
  }

  private static Hash hash(Inventory inventory, String path) {
    ContentHash hash = inventory.get(path);
    if (hash == null) {
      throw new IllegalArgumentException(path + " is not in the inventory");
    }
    return Hash.of(hash.digest());
  }

  /** Told how far it is. */
  interface Progress {
    void transferring(long sent, long total);
  }
}
