package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Content that a replica lacks for a delivery: the answer to {@link FrameType#ASK}, in parts. */
public final class MissingContent implements Payload {

  /** So many fit into one frame. */
  public static final int MAX_HASHES = 10_000;

  private final long delivery;
  private final boolean last;
  private final List<ContentHash> hashes;

  /**
   * @param last whether no other part follows
   */
  public MissingContent(long delivery, boolean last, Collection<ContentHash> hashes) {
    this.delivery = delivery;
    this.last = last;
    this.hashes = Collections.unmodifiableList(new ArrayList<>(hashes));
  }

  public static MissingContent read(DataInput in) throws IOException {
    long delivery = in.readLong();
    boolean last = in.readBoolean();
    int count = in.readInt();
    if (count < 0 || count > MAX_HASHES) {
      throw new ProtocolException(count + " hashes in one frame");
    }
    List<ContentHash> hashes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      hashes.add(ContentHash.read(in));
    }
    return new MissingContent(delivery, last, hashes);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(delivery);
    out.writeBoolean(last);
    out.writeInt(hashes.size());
    for (ContentHash hash : hashes) {
      hash.write(out);
    }
  }

  public long delivery() {
    return delivery;
  }

  public boolean isLast() {
    return last;
  }

  public List<ContentHash> hashes() {
    return hashes;
  }
}
