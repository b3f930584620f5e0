package dev.innerloop.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The code of one method, as its attribute in the class file has it. */
final class MethodCode {

  static final int MAX_LENGTH = 0xffff;

  private final ConstantPool pool;
  private final byte[] bytes;
  private final Prologue prologue;
  private final int inserted;
  private final ByteArrayOutputStream result = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(result);
  private int position;

  /**
   * @param position behind the name and the length of the attribute
   */
  MethodCode(ConstantPool pool, byte[] bytes, int position, Prologue prologue) {
    this.pool = pool;
    this.bytes = bytes;
    this.position = position;
    this.prologue = prologue;
    this.inserted = prologue.length();
  }

  /** The content of the attribute with the prologue inserted at the start. */
  byte[] woven() throws IOException {
    out.writeShort(Math.max(next2(), prologue.stack()));
    out.writeShort(next2());
    int length = next4();
    out.writeInt(length + inserted);
    prologue.writeCode(out);
    out.write(bytes, position, length);
    position += length;
    int handlers = next2();
    out.writeShort(handlers);
    for (int i = 0; i < handlers; i++) {
      out.writeShort(next2() + inserted);
      out.writeShort(next2() + inserted);
      out.writeShort(next2() + inserted);
      out.writeShort(next2());
    }
    attributes();
    return result.toByteArray();
  }

  /** JVMs read only these; others, such as type annotations, are for readers of files. */
  private void attributes() throws IOException {
    int count = next2();
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(kept);
    int number = 0;
    boolean hasFrames = false;
    for (int i = 0; i < count; i++) {
      int name = next2();
      int length = next4();
      int end = position + length;
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      if (moved(pool.utf8(name), new DataOutputStream(content))) {
        to.writeShort(name);
        to.writeInt(content.size());
        content.writeTo(to);
        number++;
        hasFrames |= pool.utf8(name).equals("StackMapTable");
      }
      position = end;
    }
    if (prologue.branches() && !hasFrames) {
      throw new IllegalArgumentException("a method without frames");
    }
    out.writeShort(number);
    kept.writeTo(out);
  }

  private boolean moved(String name, DataOutputStream to) throws IOException {
    switch (name) {
      case "LineNumberTable":
        moveLines(to);
        return true;
      case "LocalVariableTable":
      case "LocalVariableTypeTable":
        moveVariables(to);
        return true;
      case "StackMapTable":
        moveFrames(to);
        return true;
      default:
        return false;
    }
  }

  /** What is inserted belongs to the first line: there a breakpoint stops, and a step goes on. */
  private void moveLines(DataOutputStream to) throws IOException {
    int count = next2();
    to.writeShort(count);
    for (int i = 0; i < count; i++) {
      int start = next2();
      to.writeShort(start == 0 ? 0 : start + inserted);
      to.writeShort(next2());
    }
  }

  private void moveVariables(DataOutputStream to) throws IOException {
    int count = next2();
    to.writeShort(count);
    for (int i = 0; i < count; i++) {
      int start = next2();
      int length = next2();
      to.writeShort(start == 0 ? 0 : start + inserted);
      to.writeShort(start == 0 ? length + inserted : length);
      to.writeShort(next2());
      to.writeShort(next2());
      to.writeShort(next2());
    }
  }

  private void moveFrames(DataOutputStream to) throws IOException {
    int count = next2();
    to.writeShort(prologue.branches() ? count + 1 : count);
    prologue.writeFrame(to);
    for (int i = 0; i < count; i++) {
      moveFrame(to, i == 0 ? prologue.distance() : 0);
    }
  }

  /** Each frame says how far behind the one before it lies, so only the first one moves. */
  private void moveFrame(DataOutputStream to, int distance) throws IOException {
    int type = next1();
    if (type < 64) {
      int delta = type + distance;
      if (delta < 64) {
        to.write(delta);
      } else {
        to.write(251);
        to.writeShort(delta);
      }
    } else if (type < 128) {
      int delta = type - 64 + distance;
      if (delta < 64) {
        to.write(delta + 64);
      } else {
        to.write(247);
        to.writeShort(delta);
      }
      moveTypes(to, 1);
    } else if (type < 247) {
      throw new IllegalArgumentException("a stack map frame of the unknown type " + type);
    } else {
      to.write(type);
      to.writeShort(next2() + distance);
      if (type == 247) {
        moveTypes(to, 1);
      } else if (type > 251 && type < 255) {
        moveTypes(to, type - 251);
      } else if (type == 255) {
        moveCountedTypes(to);
        moveCountedTypes(to);
      }
    }
  }

  private void moveCountedTypes(DataOutputStream to) throws IOException {
    int count = next2();
    to.writeShort(count);
    moveTypes(to, count);
  }

  private void moveTypes(DataOutputStream to, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int tag = next1();
      to.write(tag);
      if (tag == 7) {
        to.writeShort(next2());
      } else if (tag == 8) {
        // An object not yet initialised is known by where it was made.
        to.writeShort(next2() + inserted);
      } else if (tag > 8) {
        throw new IllegalArgumentException("a verification type of the unknown kind " + tag);
      }
    }
  }

  private int next1() {
    return bytes[position++] & 0xff;
  }

  private int next2() {
    position += 2;
    return ConstantPool.u2(bytes, position - 2);
  }

  private int next4() {
    position += 4;
    return ConstantPool.u4(bytes, position - 4);
  }
}
