package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The first frame of a delivery. The files to put follow in {@link FrameType#FILES}, then the paths
 * to remove in {@link FrameType#REMOVE}.
 */
public final class Begin implements Payload {

  private final long delivery;
  private final long revision;
  private final ContentHash base;
  private final int puts;
  private final int removals;

  /**
   * @param delivery no other delivery of the session has this number
   * @param revision of the content; several deliveries may be of one
   * @param base digest of the inventory that this changes
   * @param puts how many files are announced
   * @param removals how many paths
   */
  public Begin(long delivery, long revision, ContentHash base, int puts, int removals) {
    this.delivery = delivery;
    this.revision = revision;
    this.base = base;
    this.puts = puts;
    this.removals = removals;
  }

  public static Begin read(DataInput in) throws IOException {
    return new Begin(
        in.readLong(), in.readLong(), ContentHash.read(in), in.readInt(), in.readInt());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(delivery);
    out.writeLong(revision);
    base.write(out);
    out.writeInt(puts);
    out.writeInt(removals);
  }

  public long delivery() {
    return delivery;
  }

  public long revision() {
    return revision;
  }

  public ContentHash base() {
    return base;
  }

  public int puts() {
    return puts;
  }

  public int removals() {
    return removals;
  }
}
