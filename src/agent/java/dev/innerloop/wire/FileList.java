package dev.innerloop.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whole lists of files, for an end that has the memory: a session. No supervisor uses this, and its
 * jar does not contain it.
 */
public final class FileList {

  private FileList() {}

  /** Writes all files; the last frame may be left in the buffer of the channel. */
  public static void write(Channel channel, SortedMap<WorkspacePath, ContentHash> files)
      throws IOException {
    FileListWriter writer = new FileListWriter(channel, FrameType.FILES);
    for (Map.Entry<WorkspacePath, ContentHash> file : files.entrySet()) {
      writer.add(file.getKey(), file.getValue());
    }
    writer.end();
  }

  /** Writes paths to remove, which have to ascend. */
  public static void writeRemovals(Channel channel, Iterable<WorkspacePath> paths)
      throws IOException {
    FileListWriter writer = new FileListWriter(channel, FrameType.REMOVE);
    for (WorkspacePath path : paths) {
      writer.add(path, null);
    }
    writer.end();
  }

  /** Reads the frames that carry {@code count} files: for an end that has the memory. */
  public static SortedMap<WorkspacePath, ContentHash> read(Channel channel, int count)
      throws IOException {
    SortedMap<WorkspacePath, ContentHash> files = new TreeMap<>();
    for (int left = Protocol.checkedFiles(count); left > 0; ) {
      Frame frame = channel.receive();
      if (frame.type() != FrameType.FILES) {
        throw new ProtocolException("expected files, not " + frame.type());
      }
      DataInputStream in = frame.data();
      int here = Protocol.entries(in, left);
      for (int i = 0; i < here; i++) {
        files.put(path(in), ContentHash.read(in));
      }
      left -= here;
    }
    return files;
  }

  private static WorkspacePath path(DataInputStream in) throws IOException {
    try {
      return WorkspacePath.of(Protocol.readText(in));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(e.getMessage());
    }
  }
}
