package dev.innerloop.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Paths with hashes ({@link FrameType#FILES}) or paths alone ({@link FrameType#REMOVE}), in the
 * order of their paths and in as many frames as they need. Neither end has to hold more than one
 * frame in memory.
 */
public final class FileList {

  /** Small enough that a supervisor with a few megabytes of heap never notices. */
  private static final int FRAME_BYTES = 64 * 1024;

  private FileList() {}

  /** Writes all files; the last frame may be left in the buffer of the channel. */
  public static void write(Channel channel, SortedMap<WorkspacePath, ContentHash> files)
      throws IOException {
    Writer writer = new Writer(channel, FrameType.FILES);
    for (Map.Entry<WorkspacePath, ContentHash> file : files.entrySet()) {
      writer.add(file.getKey(), file.getValue());
    }
    writer.end();
  }

  /** Writes paths to remove, which have to ascend. */
  public static void writeRemovals(Channel channel, Iterable<WorkspacePath> paths)
      throws IOException {
    Writer writer = new Writer(channel, FrameType.REMOVE);
    for (WorkspacePath path : paths) {
      writer.add(path, null);
    }
    writer.end();
  }

  /** Reads the frames that carry {@code count} files: for an end that has the memory. */
  public static SortedMap<WorkspacePath, ContentHash> read(Channel channel, int count)
      throws IOException {
    SortedMap<WorkspacePath, ContentHash> files = new TreeMap<>();
    for (int left = checked(count); left > 0; ) {
      Frame frame = channel.receive();
      if (frame.type() != FrameType.FILES) {
        throw new ProtocolException("expected files, not " + frame.type());
      }
      DataInputStream in = frame.data();
      int here = count(in, left);
      for (int i = 0; i < here; i++) {
        files.put(path(in), ContentHash.read(in));
      }
      left -= here;
    }
    return files;
  }

  /** A number of files that is announced, as far as it is allowed. */
  public static int checked(int count) throws ProtocolException {
    if (count < 0 || count > Protocol.MAX_FILES) {
      throw new ProtocolException(count + " files; at most " + Protocol.MAX_FILES + " are allowed");
    }
    return count;
  }

  /** How many entries a frame begins with. */
  public static int count(DataInputStream in, int left) throws IOException {
    int count = in.readInt();
    if (count < 1 || count > left) {
      throw new ProtocolException("more files than announced");
    }
    return count;
  }

  private static WorkspacePath path(DataInputStream in) throws IOException {
    try {
      return WorkspacePath.of(Protocol.readText(in));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(e.getMessage());
    }
  }

  /** Sends entries one by one, a frame as soon as it is full. */
  public static final class Writer {

    private final Channel channel;
    private final FrameType type;
    private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(entries);
    private int count;

    public Writer(Channel channel, FrameType type) {
      this.channel = channel;
      this.type = type;
    }

    /**
     * @param hash null if it is a path alone
     */
    public void add(WorkspacePath path, ContentHash hash) throws IOException {
      Protocol.writeText(out, path.toString());
      if (hash != null) {
        hash.write(out);
      }
      count++;
      if (entries.size() >= FRAME_BYTES) {
        end();
      }
    }

    public void end() throws IOException {
      if (count > 0) {
        int complete = count;
        channel.write(
            type,
            frame -> {
              frame.writeInt(complete);
              frame.write(entries.toByteArray());
            });
        entries.reset();
        count = 0;
      }
    }
  }
}
