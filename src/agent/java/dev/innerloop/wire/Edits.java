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
  static final int MAX_LISTED = 200;

  private final boolean compared;
  private final int total;
  private final SortedMap<String, Kind> listed;

  Edits(boolean compared, int total, SortedMap<String, Kind> listed) {
    this.compared = compared;
    this.total = total;
    this.listed = Collections.unmodifiableSortedMap(listed);
  }

  /** The image holds nothing of the app: there is nothing to compare with. */
  public static Edits withoutImage() {
    return new Edits(false, 0, new TreeMap<>());
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
      listed.put(Protocol.readText(in), Protocol.constant(Kind.values(), in.readUnsignedByte()));
    }
    return new Edits(compared, total, listed);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(compared);
    out.writeInt(total);
    out.writeInt(listed.size());
    for (Map.Entry<String, Kind> edit : listed.entrySet()) {
      Protocol.writeText(out, edit.getKey());
      out.writeByte(edit.getValue().ordinal());
    }
  }

  /** Collects edits in the order of their paths. */
  public static final class Builder {

    private final SortedMap<String, Kind> first = new TreeMap<>();
    private int total;

    public void add(WorkspacePath path, Kind kind) {
      total++;
      if (first.size() < MAX_LISTED) {
        first.put(path.toString(), kind);
      }
    }

    public Edits build() {
      return new Edits(true, total, first);
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
