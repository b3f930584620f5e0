package dev.innerloop.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** What both ends agree on: identity, version, and the caps that neither may exceed. */
public final class Protocol {

  public static final int MAGIC = 0x4445564C;

  /** Frozen: the package's description says how the protocol may change. */
  public static final int VERSION = 5;

  /** Counts the compatible additions to this version. */
  public static final int LEVEL = 3;

  public static final int KEY_BYTES = 32;

  /** Of one frame, in bytes; a stranger may send far less before it has shown the key. */
  public static final int MAX_FRAME = 1 << 20;

  public static final int MAX_GREETING = 4096;

  /** Content travels in chunks of this many bytes, so that neither end needs it in memory. */
  public static final int CHUNK = 64 * 1024;

  public static final long MAX_FILE = 2L << 30;
  public static final long MAX_TOTAL = 8L << 30;
  public static final int MAX_FILES = 200_000;
  public static final int MAX_REDEFINED = 2000;

  private static final int MAX_STRINGS = 0xffff;

  private Protocol() {}

  static List<String> strings(DataInput in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_STRINGS) {
      throw new ProtocolException("a list of " + count + " strings");
    }
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      strings.add(readText(in));
    }
    return strings;
  }

  static void write(DataOutput out, List<String> strings) throws IOException {
    out.writeInt(strings.size());
    for (String string : strings) {
      writeText(out, string);
    }
  }

  /** Writes a text of any length that fits into a frame. */
  public static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  public static String readText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_FRAME) {
      throw new ProtocolException("a text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  /** A number of files that is announced, as far as it is allowed. */
  public static int checkedFiles(int count) throws ProtocolException {
    if (count < 0 || count > MAX_FILES) {
      throw new ProtocolException(count + " files; at most " + MAX_FILES + " are allowed");
    }
    return count;
  }

  /** How many entries a frame begins with. */
  public static int entries(DataInput in, int left) throws IOException {
    int count = in.readInt();
    if (count < 1 || count > left) {
      throw new ProtocolException("more files than announced");
    }
    return count;
  }

  /** The constant that a code on the wire stands for. */
  public static <E> E constant(E[] values, int code) throws ProtocolException {
    if (code < 0 || code >= values.length) {
      throw new ProtocolException("unknown code " + code);
    }
    return values[code];
  }
}
