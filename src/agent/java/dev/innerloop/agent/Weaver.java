package dev.innerloop.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.IntPredicate;

/** Inserts code at the start of methods of a class file, mostly calls to {@link MethodHit}. */
final class Weaver {

  /** Of the longest prologue. */
  private static final int MAX_INSERTED = 32;

  static final String INITIALISER = "<clinit>()V";

  private static final int NOP = 0x00;
  private static final int SIPUSH = 0x11;
  private static final int LDC_W = 0x13;
  private static final int INVOKESTATIC = 0xb8;

  private final ConstantPool pool;
  private final byte[] bytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(body);
  private boolean woven;
  private int position;

  private Weaver(byte[] bytes) {
    this.bytes = bytes;
    pool = new ConstantPool(bytes);
    position = pool.end();
  }

  /** Gives the methods of one class their numbers. */
  interface Numbering {

    /** Told first how many there are; false leaves the class as it is. */
    boolean begin(int methods);

    /**
     * @param method name and descriptor
     * @return the number, not negative; or negative to leave the method as it is
     */
    int of(String method);
  }

  /**
   * Weaves a class.
   *
   * @return null if it is left as it is
   * @throws RuntimeException if it is not a class file as we know them
   */
  static byte[] weave(byte[] classFile, Numbering numbering) {
    try {
      return new Weaver(classFile).weave(numbering);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  /**
   * Inserts code into one method.
   *
   * @param method name and descriptor
   * @return null if the class has no such method
   * @throws RuntimeException if it is not a class file as we know them
   */
  static byte[] insert(byte[] classFile, String method, Insertion insertion) throws IOException {
    Weaver weaver = new Weaver(classFile);
    return weaver.weave(
        count -> true, name -> name.equals(method) ? insertion.into(weaver.pool) : null);
  }

  /** Makes the code to insert, with what it needs in the pool. */
  interface Insertion {

    Prologue into(ConstantPool pool) throws IOException;
  }

  /** What to insert into a method, or null. */
  private interface Insertions {

    Prologue into(String method) throws IOException;
  }

  private byte[] weave(Numbering numbering) throws IOException {
    return weave(
        numbering::begin,
        method -> {
          int number = numbering.of(method);
          return number < 0 ? null : hit(method, number);
        });
  }

  private byte[] weave(IntPredicate begin, Insertions insertions) throws IOException {
    int start = position;
    position += 6;
    position += 2 + 2 * u2(position);
    int fields = u2(position);
    position += 2;
    for (int i = 0; i < fields; i++) {
      position += 6;
      skipAttributes();
    }
    int methods = u2(position);
    position += 2;
    if (!begin.test(methods)) {
      return null;
    }
    out.write(bytes, start, position - start);
    for (int i = 0; i < methods; i++) {
      weaveMethod(insertions);
    }
    if (!woven) {
      return null;
    }
    out.write(bytes, position, bytes.length - position);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + 512);
    pool.write(new DataOutputStream(whole));
    body.writeTo(whole);
    return whole.toByteArray();
  }

  private void weaveMethod(Insertions insertions) throws IOException {
    String method = pool.utf8(u2(position + 2)) + pool.utf8(u2(position + 4));
    int attributes = u2(position + 6);
    copy(8);
    for (int i = 0; i < attributes; i++) {
      if (pool.utf8(u2(position)).equals("Code")
          && u4(position + 10) + MAX_INSERTED <= MethodCode.MAX_LENGTH) {
        Prologue prologue = insertions.into(method);
        if (prologue != null) {
          weaveCode(prologue);
          woven = true;
          continue;
        }
      }
      copy(6 + u4(position + 2));
    }
  }

  private Prologue hit(String method, int number) throws IOException {
    ByteArrayOutputStream inserted = new ByteArrayOutputStream();
    DataOutputStream probe = new DataOutputStream(inserted);
    if (number <= Short.MAX_VALUE) {
      probe.write(SIPUSH);
      probe.writeShort(number);
    } else {
      probe.write(LDC_W);
      probe.writeShort(pool.addInteger(number));
    }
    probe.write(INVOKESTATIC);
    probe.writeShort(
        method.equals(INITIALISER)
            ? pool.addStaticMethod("initialised")
            : pool.addStaticMethod("here"));
    probe.write(NOP);
    probe.write(NOP);
    return Prologue.straight(inserted.toByteArray(), 1);
  }

  private void weaveCode(Prologue prologue) throws IOException {
    int length = u4(position + 2);
    out.writeShort(u2(position));
    byte[] code = new MethodCode(pool, bytes, position + 6, prologue).woven();
    out.writeInt(code.length);
    out.write(code);
    position += 6 + length;
  }

  private void skipAttributes() {
    int count = u2(position);
    position += 2;
    for (int i = 0; i < count; i++) {
      position += 6 + u4(position + 2);
    }
  }

  private void copy(int length) {
    body.write(bytes, position, length);
    position += length;
  }

  private int u2(int at) {
    return ConstantPool.u2(bytes, at);
  }

  private int u4(int at) {
    return ConstantPool.u4(bytes, at);
  }
}
