package dev.innerloop.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Sends paths with hashes ({@link FrameType#FILES}) or paths alone ({@link FrameType#REMOVE}), in
 * the order of their paths and in as many frames as they need: a frame as soon as it is full, so
 * that neither end has to hold more than one in memory.
 */
public final class FileListWriter {

  /** Small enough that a supervisor with a few megabytes of heap never notices. */
  private static final int FRAME_BYTES = 64 * 1024;

  private final Channel channel;
  private final FrameType type;
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(entries);
  private int count;

  public FileListWriter(Channel channel, FrameType type) {
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
