package dev.innerloop.agent;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Asks the JVM whether it redefines classes with added private methods, by such a redefinition of a
 * class that nothing uses. HotSpot does before Java 13, and with a flag since.
 */
final class AddedMethodsTrial {

  private static final String NAME = "dev/innerloop/agent/Trial";
  private static final int JAVA_8 = 52;
  private static final int CONSTANT_UTF8 = 1;
  private static final int CONSTANT_CLASS = 7;
  private static final int ACC_SUPER = 0x20;
  private static final int ACC_PRIVATE_STATIC = 0x0a;
  private static final int RETURN = 0xb1;

  private final Instrumentation instrumentation;

  AddedMethodsTrial(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  boolean succeeds() {
    try {
      Class<?> trial = new TrialLoader().define(classFile(false));
      instrumentation.redefineClasses(new ClassDefinition(trial, classFile(true)));
      return true;
    } catch (UnsupportedOperationException | LinkageError e) {
      return false;
    } catch (InternalError | ClassNotFoundException | UnmodifiableClassException e) {
      return false;
    }
  }

  /** So that the class can go again. */
  private static final class TrialLoader extends ClassLoader {

    TrialLoader() {
      super(null);
    }

    Class<?> define(byte[] classFile) {
      return defineClass(NAME.replace('/', '.'), classFile, 0, classFile.length);
    }
  }

  private static byte[] classFile(boolean withMethod) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0xcafebabe);
      out.writeInt(JAVA_8);
      out.writeShort(8);
      text(out, NAME);
      type(out, 1);
      text(out, "java/lang/Object");
      type(out, 3);
      text(out, "added");
      text(out, "()V");
      text(out, "Code");
      out.writeShort(ACC_SUPER);
      out.writeShort(2);
      out.writeShort(4);
      out.writeShort(0);
      out.writeShort(0);
      out.writeShort(withMethod ? 1 : 0);
      if (withMethod) {
        method(out);
      }
      out.writeShort(0);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.write(CONSTANT_UTF8);
    out.writeUTF(text);
  }

  private static void type(DataOutputStream out, int name) throws IOException {
    out.write(CONSTANT_CLASS);
    out.writeShort(name);
  }

  private static void method(DataOutputStream out) throws IOException {
    out.writeShort(ACC_PRIVATE_STATIC);
    out.writeShort(5);
    out.writeShort(6);
    out.writeShort(1);
    out.writeShort(7);
    out.writeInt(13);
    out.writeShort(0);
    out.writeShort(0);
    out.writeInt(1);
    out.write(RETURN);
    out.writeShort(0);
    out.writeShort(0);
  }
}
