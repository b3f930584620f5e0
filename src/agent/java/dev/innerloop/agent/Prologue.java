package dev.innerloop.agent;

import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Code to insert at the start of a method. Its length is a multiple of four, so that everything
 * behind just moves: jumps are relative, and the padding of switches stays.
 */
final class Prologue {

  private static final int NO_TARGET = -1;

  /** A frame with the first locals and one object on the stack, from this offset on. */
  private static final int ONE_ON_STACK = 64;

  private static final int OBJECT = 7;

  private final byte[] code;
  private final int stack;
  private final int target;
  private final int type;

  private Prologue(byte[] code, int stack, int target, int type) {
    if (code.length % 4 != 0 || target >= ONE_ON_STACK) {
      throw new IllegalArgumentException(code.length + " bytes of code, a jump to " + target);
    }
    this.code = code;
    this.stack = stack;
    this.target = target;
    this.type = type;
  }

  /**
   * Code without a jump.
   *
   * @param stack how much it has on the stack at most
   */
  static Prologue straight(byte[] code, int stack) {
    return new Prologue(code, stack, NO_TARGET, 0);
  }

  /**
   * Code with one jump.
   *
   * @param target the offset where it leads, with one object on the stack
   * @param type the class of that object, in the pool
   */
  static Prologue branching(byte[] code, int stack, int target, int type) {
    return new Prologue(code, stack, target, type);
  }

  int length() {
    return code.length;
  }

  int stack() {
    return stack;
  }

  boolean branches() {
    return target != NO_TARGET;
  }

  /** By how much the distance of the method's first frame grows: from the start, or from ours. */
  int distance() {
    return branches() ? code.length - target - 1 : code.length;
  }

  void writeCode(DataOutputStream out) throws IOException {
    out.write(code);
  }

  /** Writes the frame of its jump, if it has one. */
  void writeFrame(DataOutputStream out) throws IOException {
    if (branches()) {
      out.write(ONE_ON_STACK + target);
      out.write(OBJECT);
      out.writeShort(type);
    }
  }
}
