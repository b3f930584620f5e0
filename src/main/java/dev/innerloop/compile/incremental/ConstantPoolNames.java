package dev.innerloop.compile.incremental;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * The names in a class file's constant pool: of all types that its code, its members, their
 * signatures and annotations mention, and by chance those of other things.
 */
final class ConstantPoolNames {

  private static final String DELIMITERS = "()[;<>:+-*^.,= ";
  private static final String PRIMITIVES = "BCDFIJSZV";

  private ConstantPoolNames() {}

  /**
   * Binary names with slashes.
   *
   * @throws IOException if it is no class file of a format that is known here
   */
  static Set<String> mentions(byte[] classFile) throws IOException {
    Set<String> names = new HashSet<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipNBytes(8);
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> addNames(in.readUTF(), names);
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        default -> throw new IOException("unknown constant " + tag);
      }
    }
    return names;
  }

  /** A class's own name, a descriptor, a signature, or any text. */
  private static void addNames(String text, Set<String> names) {
    StringTokenizer tokens = new StringTokenizer(text, DELIMITERS);
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      names.add(token);
      int type = 0;
      while (type < token.length() && PRIMITIVES.indexOf(token.charAt(type)) >= 0) {
        type++;
      }
      if (type < token.length() && (token.charAt(type) == 'L' || token.charAt(type) == 'T')) {
        names.add(token.substring(type + 1));
      }
    }
  }
}
