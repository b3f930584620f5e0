package dev.innerloop.agent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constants of a class file, to which some can be added. */
final class ConstantPool {

  private static final int MAX_COUNT = 0xffff;
  private static final int HEADER = 8;

  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;

  private final byte[] bytes;
  private final int[] offsets;
  private final int end;
  private final ByteArrayOutputStream added = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(added);
  private final Map<String, Integer> methods = new HashMap<>();
  private int count;

  ConstantPool(byte[] bytes) {
    this.bytes = bytes;
    count = u2(bytes, HEADER);
    offsets = new int[count];
    int at = HEADER + 2;
    for (int i = 1; i < count; i++) {
      offsets[i] = at;
      int tag = bytes[at];
      at += 1 + length(tag, at);
      if (tag == 5 || tag == 6) {
        i++;
      }
    }
    end = at;
  }

  private int length(int tag, int at) {
    switch (tag) {
      case UTF8:
        return 2 + u2(bytes, at + 1);
      case 5:
      case 6:
        return 8;
      case INTEGER:
      case 4:
      case FIELD:
      case METHOD:
      case INTERFACE_METHOD:
      case NAME_AND_TYPE:
      case 17:
      case 18:
        return 4;
      case CLASS:
      case STRING:
      case 16:
      case 19:
      case 20:
        return 2;
      case 15:
        return 3;
      default:
        throw new IllegalArgumentException("a constant of the unknown kind " + tag);
    }
  }

  /** Where the class file goes on behind it. */
  int end() {
    return end;
  }

  String utf8(int index) {
    int at = offsets[index];
    if (bytes[at] != UTF8) {
      throw new IllegalArgumentException("constant " + index + " is not text");
    }
    try {
      return new DataInputStream(new ByteArrayInputStream(bytes, at + 1, 2 + u2(bytes, at + 1)))
          .readUTF();
    } catch (IOException e) {
      throw new IllegalArgumentException("constant " + index + " is not text", e);
    }
  }

  int addInteger(int value) throws IOException {
    out.write(INTEGER);
    out.writeInt(value);
    return added();
  }

  /** A method of {@link MethodHit}. */
  int addStaticMethod(String name) throws IOException {
    Integer known = methods.get(name);
    if (known != null) {
      return known;
    }
    int method = addMember(METHOD, MethodHit.class.getName().replace('.', '/'), name, "(I)V");
    methods.put(name, method);
    return method;
  }

  /**
   * Has calls of some methods go to those of the same names of another class.
   *
   * @param owners what the names of their classes begin with
   * @param methods what their names begin with, each followed by its descriptor
   * @return whether there are any
   */
  boolean redirect(String owners, List<String> methods, String to) throws IOException {
    List<Integer> found = new ArrayList<>();
    for (int at : offsets) {
      if (bytes[at] == METHOD && at != 0) {
        int owner = offsets[u2(bytes, at + 1)];
        int nameAndType = offsets[u2(bytes, at + 3)];
        String method = utf8(u2(bytes, nameAndType + 1)).concat(utf8(u2(bytes, nameAndType + 3)));
        if (utf8(u2(bytes, owner + 1)).startsWith(owners)
            && methods.stream().anyMatch(method::startsWith)) {
          found.add(at);
        }
      }
    }
    int target = found.isEmpty() ? 0 : addClass(to);
    for (int at : found) {
      bytes[at + 1] = (byte) (target >> 8);
      bytes[at + 2] = (byte) target;
    }
    return target != 0;
  }

  int addField(String owner, String name, String type) throws IOException {
    return addMember(FIELD, owner, name, type);
  }

  int addInterfaceMethod(String owner, String name, String descriptor) throws IOException {
    return addMember(INTERFACE_METHOD, owner, name, descriptor);
  }

  private int addMember(int tag, String owner, String name, String descriptor) throws IOException {
    int type = addClass(owner);
    return add(tag, type, add(NAME_AND_TYPE, addUtf8(name), addUtf8(descriptor)));
  }

  int addString(String text) throws IOException {
    return add(STRING, addUtf8(text));
  }

  int addClass(String name) throws IOException {
    return add(CLASS, addUtf8(name));
  }

  private int addUtf8(String text) throws IOException {
    out.write(UTF8);
    out.writeUTF(text);
    return added();
  }

  private int add(int tag, int... indices) throws IOException {
    out.write(tag);
    for (int index : indices) {
      out.writeShort(index);
    }
    return added();
  }

  private int added() {
    if (count == MAX_COUNT) {
      throw new IllegalArgumentException("no constant fits any more");
    }
    return count++;
  }

  /** Writes the class file up to the end of the pool. */
  void write(DataOutputStream target) throws IOException {
    target.write(bytes, 0, HEADER);
    target.writeShort(count);
    target.write(bytes, HEADER + 2, end - HEADER - 2);
    added.writeTo(target);
  }

  static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  static int u4(byte[] bytes, int at) {
    return u2(bytes, at) << 16 | u2(bytes, at + 2);
  }
}
