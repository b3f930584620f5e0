package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.security.MessageDigest;

/** The first frame of a connection. */
public final class Hello implements Payload {

  private final int version;
  private final Role role;
  private final byte[] key;
  private final String session;
  private final String holder;
  private final boolean takeover;
  private final int level;

  /**
   * @param session the same for all connections of one session: with it a broken one is resumed
   * @param holder who that is, in words for others: {@code user@host}
   * @param takeover whether to push another writer aside
   */
  public Hello(Role role, byte[] key, String session, String holder, boolean takeover) {
    this(Protocol.VERSION, role, key, session, holder, takeover, Protocol.LEVEL);
  }

  private Hello(
      int version,
      Role role,
      byte[] key,
      String session,
      String holder,
      boolean takeover,
      int level) {
    this.version = version;
    this.role = role;
    this.key = key.clone();
    this.session = session;
    this.holder = holder;
    this.takeover = takeover;
    this.level = level;
  }

  /** Reads one; of another version, only the version, as nothing is known of what follows. */
  public static Hello read(DataInput in) throws IOException {
    if (in.readInt() != Protocol.MAGIC) {
      throw new ProtocolException("not a session of this plugin");
    }
    int version = in.readUnsignedShort();
    if (version != Protocol.VERSION) {
      return new Hello(version, Role.READER, new byte[0], "", "", false, 0);
    }
    Role role = Protocol.constant(Role.values(), in.readUnsignedByte());
    byte[] key = new byte[Protocol.KEY_BYTES];
    in.readFully(key);
    return new Hello(
        version,
        role,
        key,
        Protocol.readText(in),
        Protocol.readText(in),
        in.readBoolean(),
        in.readUnsignedShort());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(Protocol.MAGIC);
    out.writeShort(version);
    out.writeByte(role.ordinal());
    out.write(key);
    Protocol.writeText(out, session);
    Protocol.writeText(out, holder);
    out.writeBoolean(takeover);
    out.writeShort(level);
  }

  public int version() {
    return version;
  }

  /** In time that does not depend on where the keys differ. */
  public boolean hasKey(byte[] expected) {
    return MessageDigest.isEqual(expected, key);
  }

  public Role role() {
    return role;
  }

  public String session() {
    return session;
  }

  public String holder() {
    return holder;
  }

  public boolean takeover() {
    return takeover;
  }

  /** Which additions to the protocol the other end knows. */
  public int level() {
    return level;
  }
}
