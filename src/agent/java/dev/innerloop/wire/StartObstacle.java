package dev.innerloop.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Why an app that was started does not serve yet. */
public final class StartObstacle implements Payload {

  /** The position is the code on the wire. */
  public enum Kind {
    /** It does not listen on its port. */
    NOT_LISTENING,
    /** Another process listens on its port. */
    PORT_TAKEN,
    /** It listens, but does not answer its readiness path with 2xx or 3xx. */
    NOT_READY
  }

  private static final int MAX_PORTS = 65_536;

  private final Kind kind;
  private final boolean knowsPorts;
  private final List<Integer> ports;
  private final int status;

  private StartObstacle(Kind kind, boolean knowsPorts, Collection<Integer> ports, int status) {
    this.kind = kind;
    this.knowsPorts = knowsPorts;
    this.ports = Collections.unmodifiableList(new ArrayList<>(ports));
    this.status = status;
  }

  /** It does not listen on its port, and it is not known on which ones it does. */
  public static StartObstacle notListening() {
    return new StartObstacle(Kind.NOT_LISTENING, false, Collections.emptyList(), 0);
  }

  /**
   * It does not listen on its port.
   *
   * @param ports on which it listens instead, in order
   */
  public static StartObstacle listeningOn(Collection<Integer> ports) {
    return new StartObstacle(Kind.NOT_LISTENING, true, ports, 0);
  }

  public static StartObstacle portTaken() {
    return new StartObstacle(Kind.PORT_TAKEN, false, Collections.emptyList(), 0);
  }

  /**
   * It listens, and is not ready.
   *
   * @param status of the answer, 0 if there was none
   */
  public static StartObstacle notReady(int status) {
    return new StartObstacle(Kind.NOT_READY, false, Collections.emptyList(), status);
  }

  public static StartObstacle read(DataInput in) throws IOException {
    Kind kind = Protocol.constant(Kind.values(), in.readUnsignedByte());
    boolean knowsPorts = in.readBoolean();
    int count = in.readInt();
    if (count < 0 || count > MAX_PORTS) {
      throw new ProtocolException("a list of " + count + " ports");
    }
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(in.readUnsignedShort());
    }
    return new StartObstacle(kind, knowsPorts, ports, in.readInt());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeByte(kind.ordinal());
    out.writeBoolean(knowsPorts);
    out.writeInt(ports.size());
    for (int port : ports) {
      out.writeShort(port);
    }
    out.writeInt(status);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether {@link #ports} are known. */
  public boolean knowsPorts() {
    return knowsPorts;
  }

  /** On which it listens instead of its own. */
  public List<Integer> ports() {
    return ports;
  }

  /** Of the answer to the readiness request, 0 if there was none. */
  public int status() {
    return status;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StartObstacle && fields().equals(((StartObstacle) other).fields());
  }

  @Override
  public int hashCode() {
    return fields().hashCode();
  }

  private List<Object> fields() {
    return Arrays.asList(kind, knowsPorts, ports, status);
  }

  @Override
  public String toString() {
    return "StartObstacle" + fields();
  }
}
