package dev.innerloop.wire;

import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** A class to redefine in a form that the JVM accepts where it refuses that of the file. */
public final class AdaptedClass implements Payload {

  private final String className;
  private final ContentHash base;
  private final String change;
  private final boolean addsMethods;
  private final byte[] bytes;
  private final String host;

  /**
   * @param className its binary name
   * @param base of the form that the JVM has; null if that is a file as it was delivered
   * @param change what changes but bodies, in words for users: {@code method g added in A}; or
   *     empty
   * @param bytes the class file
   */
  public AdaptedClass(
      String className, ContentHash base, String change, boolean addsMethods, byte[] bytes) {
    this(className, base, change, addsMethods, bytes, "");
  }

  private AdaptedClass(
      String className,
      ContentHash base,
      String change,
      boolean addsMethods,
      byte[] bytes,
      String host) {
    this.className = className;
    this.base = base;
    this.change = change;
    this.addsMethods = addsMethods;
    this.bytes = bytes.clone();
    this.host = host;
  }

  /**
   * The same class, to be defined in this form if it is not loaded.
   *
   * @param nestHost the binary name of the class around it: if that is not loaded either, both will
   *     be loaded from their files
   */
  public AdaptedClass definedWith(String nestHost) {
    return new AdaptedClass(className, base, change, addsMethods, bytes, nestHost);
  }

  private static AdaptedClass read(DataInputStream in) throws IOException {
    String className = Protocol.readText(in);
    ContentHash base = in.readBoolean() ? ContentHash.read(in) : null;
    String change = Protocol.readText(in);
    boolean addsMethods = in.readBoolean();
    int length = in.readInt();
    if (length < 0 || length > Protocol.MAX_FRAME) {
      throw new ProtocolException("a class of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new AdaptedClass(className, base, change, addsMethods, bytes);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Protocol.writeText(out, className);
    out.writeBoolean(base != null);
    if (base != null) {
      base.write(out);
    }
    Protocol.writeText(out, change);
    out.writeBoolean(addsMethods);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what ends a frame but for {@link RunningForms}, if it is there. */
  static List<AdaptedClass> readRest(DataInputStream in) throws IOException {
    List<AdaptedClass> classes = new ArrayList<>();
    if (in.available() > 0) {
      int count = in.readInt();
      if (count < 0 || count > Protocol.MAX_REDEFINED) {
        throw new ProtocolException("too many classes to redefine");
      }
      for (int i = 0; i < count; i++) {
        classes.add(read(in));
      }
      if (in.available() > 0) {
        for (int i = 0; i < count; i++) {
          classes.set(i, classes.get(i).definedWith(Protocol.readText(in)));
        }
      }
    }
    return classes;
  }

  /**
   * Writes what {@link #readRest} reads.
   *
   * @param more whether other fields follow: else nothing is written if there are no classes
   */
  static void writeRest(DataOutput out, List<AdaptedClass> classes, boolean more)
      throws IOException {
    if (more || !classes.isEmpty()) {
      out.writeInt(classes.size());
      for (AdaptedClass each : classes) {
        each.write(out);
      }
      if (more || classes.stream().anyMatch(each -> !each.host.isEmpty())) {
        for (AdaptedClass each : classes) {
          Protocol.writeText(out, each.host);
        }
      }
    }
  }

  public String className() {
    return className;
  }

  /** Null if the JVM has it as a file was delivered. */
  public ContentHash base() {
    return base;
  }

  public String change() {
    return change;
  }

  public boolean addsMethods() {
    return addsMethods;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** With which class it is to be defined if it is not loaded; empty if it is not. */
  public String host() {
    return host;
  }

  public int size() {
    return bytes.length;
  }
}
