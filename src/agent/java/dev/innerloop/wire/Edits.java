package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a workspace differs from the image below it: the first so many paths, and their number. */
public final class Edits implements Payload {

  /** The position is the code on the wire. */
  public enum Kind {
    ADDED,
    CHANGED,
    REMOVED
  }

  /** So many paths of any length fit into one frame. */
  private static final int MAX_LISTED = 200;

  private final boolean compared;
  private final int total;
  private final SortedMap<String, Kind> listed;

  private Edits(boolean compared, int total, SortedMap<String, Kind> listed) {
    this.compared = compared;
    this.total = total;
    this.listed = Collections.unmodifiableSortedMap(listed);
  }

  /** The image holds nothing of the app: there is nothing to compare with. */
  public static Edits withoutImage() {
    return new Edits(false, 0, new TreeMap<>());
  }

  /** What turns one inventory into another. */
  public static Edits between(
      SortedMap<String, ContentHash> image, SortedMap<String, ContentHash> workspace) {
    SortedMap<String, Kind> all = new TreeMap<>();
    for (String path : image.keySet()) {
      all.put(path, Kind.REMOVED);
    }
    for (Map.Entry<String, ContentHash> file : workspace.entrySet()) {
      ContentHash before = image.get(file.getKey());
      if (before == null) {
        all.put(file.getKey(), Kind.ADDED);
      } else if (before.equals(file.getValue())) {
        all.remove(file.getKey());
      } else {
        all.put(file.getKey(), Kind.CHANGED);
      }
    }
    SortedMap<String, Kind> first = new TreeMap<>();
    for (Map.Entry<String, Kind> edit : all.entrySet()) {
      if (first.size() == MAX_LISTED) {
        break;
      }
      first.put(edit.getKey(), edit.getValue());
    }
    return new Edits(true, all.size(), first);
  }

  public static Edits read(DataInput in) throws IOException {
    boolean compared = in.readBoolean();
    int total = in.readInt();
    int count = in.readInt();
    if (count < 0 || count > MAX_LISTED || total < count) {
      throw new ProtocolException(count + " of " + total + " edits");
    }
    SortedMap<String, Kind> listed = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      listed.put(in.readUTF(), Protocol.constant(Kind.values(), in.readUnsignedByte()));
    }
    return new Edits(compared, total, listed);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(compared);
    out.writeInt(total);
    out.writeInt(listed.size());
    for (Map.Entry<String, Kind> edit : listed.entrySet()) {
      out.writeUTF(edit.getKey());
      out.writeByte(edit.getValue().ordinal());
    }
  }

  /** Whether there was an image to compare with. */
  public boolean isCompared() {
    return compared;
  }

  public int total() {
    return total;
  }

  public SortedMap<String, Kind> listed() {
    return listed;
  }
}
