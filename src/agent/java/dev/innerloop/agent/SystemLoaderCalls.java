package dev.innerloop.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.launcher.Launcher;
import dev.innerloop.launcher.RunningApp;
import java.lang.instrument.ClassFileTransformer;
import java.nio.ByteBuffer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Has the app's own classes call {@code SystemLoader} where they call the static methods of {@code
 * ClassLoader} of the same names. Only entries of the constant pool change, never code.
 */
final class SystemLoaderCalls implements ClassFileTransformer {

  private static final byte[] HINT = "getSystem".getBytes(US_ASCII);
  private static final byte[] STAND_IN = "dev/innerloop/launcher/SystemLoader".getBytes(US_ASCII);
  private static final Set<String> METHODS =
      new HashSet<>(
          Arrays.asList(
              "getSystemClassLoader",
              "getSystemResource",
              "getSystemResources",
              "getSystemResourceAsStream"));

  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int POOL_COUNT = 8;
  private static final int MAX_POOL = 65_535;

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    RunningApp app = Launcher.running();
    if (app == null || loader != app.loader() || !mentions(bytes)) {
      return null;
    }
    return redirect(bytes);
  }

  /** The class with its calls redirected; null if it has none. */
  static byte[] redirect(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int count = in.getShort(POOL_COUNT) & 0xFFFF;
    int[] at = new int[count];
    in.position(POOL_COUNT + 2);
    for (int i = 1; i < count; i++) {
      at[i] = in.position();
      int tag = in.get();
      in.position(in.position() + length(tag, in));
      if (tag == 5 || tag == 6) { // long and double take two entries
        i++;
      }
    }
    int end = in.position();
    byte[] changed = bytes.clone();
    boolean any = false;
    for (int i = 1; i < count; i++) {
      if (at[i] != 0 && bytes[at[i]] == METHOD && isRedirected(in, at, at[i])) {
        ByteBuffer.wrap(changed).putShort(at[i] + 1, (short) (count + 1));
        any = true;
      }
    }
    return any && count + 2 <= MAX_POOL ? withStandIn(changed, count, end) : null;
  }

  private static boolean isRedirected(ByteBuffer in, int[] at, int method) {
    int type = at[in.getShort(method + 1) & 0xFFFF];
    int nameAndType = at[in.getShort(method + 3) & 0xFFFF];
    return text(in, at[in.getShort(type + 1) & 0xFFFF]).startsWith("java/")
        && METHODS.contains(text(in, at[in.getShort(nameAndType + 1) & 0xFFFF]));
  }

  /** Appends the name of the stand-in, and the class of that name. */
  private static byte[] withStandIn(byte[] bytes, int count, int end) {
    ByteBuffer out = ByteBuffer.allocate(bytes.length + 3 + STAND_IN.length + 3);
    out.put(bytes, 0, end);
    out.put((byte) UTF8).putShort((short) STAND_IN.length).put(STAND_IN);
    out.put((byte) CLASS).putShort((short) count);
    out.put(bytes, end, bytes.length - end);
    out.putShort(POOL_COUNT, (short) (count + 2));
    return out.array();
  }

  private static int length(int tag, ByteBuffer in) {
    switch (tag) {
      case UTF8:
        return 2 + (in.getShort(in.position()) & 0xFFFF);
      case CLASS:
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        return 2;
      case 15: // MethodHandle
        return 3;
      case 5:
      case 6:
        return 8;
      default:
        return 4;
    }
  }

  private static String text(ByteBuffer in, int at) {
    return new String(in.array(), at + 3, in.getShort(at + 1) & 0xFFFF, UTF_8);
  }

  private static boolean mentions(byte[] bytes) {
    for (int i = 0; i <= bytes.length - HINT.length; i++) {
      int same = 0;
      while (same < HINT.length && bytes[i + same] == HINT[same]) {
        same++;
      }
      if (same == HINT.length) {
        return true;
      }
    }
    return false;
  }
}
