package dev.innerloop.wire;

import java.io.DataInput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Paths with hashes, in as many frames as they need: an inventory may exceed one. */
public final class FileList {

  private static final int PER_FRAME = 500;

  private FileList() {}

  /** Writes all files, and leaves the last frame in the buffer. */
  public static void write(Channel channel, SortedMap<String, ContentHash> files)
      throws IOException {
    Iterator<Map.Entry<String, ContentHash>> rest = files.entrySet().iterator();
    for (int left = files.size(); left > 0; left -= PER_FRAME) {
      int count = Math.min(left, PER_FRAME);
      channel.write(
          FrameType.FILES,
          out -> {
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
              Map.Entry<String, ContentHash> file = rest.next();
              out.writeUTF(file.getKey());
              file.getValue().write(out);
            }
          });
    }
  }

  /** Reads the frames that carry {@code count} files. */
  public static SortedMap<String, ContentHash> read(Channel channel, int count) throws IOException {
    if (count < 0 || count > Protocol.MAX_FILES) {
      throw new ProtocolException(count + " files; at most " + Protocol.MAX_FILES + " are allowed");
    }
    SortedMap<String, ContentHash> files = new TreeMap<>();
    for (int left = count; left > 0; ) {
      Frame frame = channel.receive();
      if (frame.type() != FrameType.FILES) {
        throw new ProtocolException("expected files, not " + frame.type());
      }
      DataInput in = frame.data();
      int here = in.readInt();
      if (here < 1 || here > left) {
        throw new ProtocolException("more files than announced");
      }
      for (int i = 0; i < here; i++) {
        files.put(in.readUTF(), ContentHash.read(in));
      }
      left -= here;
    }
    return files;
  }
}
