package dev.innerloop.agent;

import dev.innerloop.launcher.JdkInternals;
import dev.innerloop.launcher.LibraryLookups;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.Map;

/**
 * Has the JDK's loader of the class path ask {@link LibraryLookups} before it reads the class path.
 *
 * <p>Its class is redefined with a few bytes more in one method. It is the JDK's and cannot see
 * ours, so the object to ask is kept where it looks up modules by the names of their packages,
 * under a name that is none. To append ours to the bootstrap class path would switch off the
 * archive of the libraries.
 */
final class LookupHook {

  private static final String LOADER = "jdk/internal/loader/BuiltinClassLoader";
  private static final String METHOD =
      "findClassOnClassPathOrNull(Ljava/lang/String;)Ljava/lang/Class;";
  private static final String MAP = "packageToModule";
  private static final String KEY = "dev.innerloop/lookups";

  private static final int LENGTH = 32;
  private static final int NOP = 0x00;
  private static final int LDC_W = 0x13;
  private static final int ALOAD_1 = 0x2b;
  private static final int POP = 0x57;
  private static final int DUP = 0x59;
  private static final int ARETURN = 0xb0;
  private static final int GETSTATIC = 0xb2;
  private static final int INVOKEINTERFACE = 0xb9;
  private static final int CHECKCAST = 0xc0;
  private static final int IFNULL = 0xc6;

  private final Instrumentation instrumentation;
  private final JdkInternals internals;

  LookupHook(Instrumentation instrumentation, JdkInternals internals) {
    this.instrumentation = instrumentation;
    this.internals = internals;
  }

  /** Installs it, if this JVM has what it needs; {@link LibraryLookups} can tell. */
  void install() {
    LibraryLookups lookups = new LibraryLookups();
    lookups.apply(LOADER); // loads what it needs
    try {
      Class<?> loader = Class.forName(LOADER.replace('/', '.'));
      byte[] woven = woven(bytes(LOADER + ".class"));
      put((Map<?, ?>) internals.get(loader, MAP, null), lookups);
      instrumentation.redefineClasses(new ClassDefinition(loader, woven));
    } catch (ReflectiveOperationException | IOException | UnmodifiableClassException e) {
      return; // a JVM without such a loader
    } catch (RuntimeException | LinkageError e) {
      return; // one that is different inside
    }
  }

  @SuppressWarnings("unchecked") // the types exist at compile time only
  private static void put(Map<?, ?> map, LibraryLookups lookups) {
    ((Map<Object, Object>) map).put(KEY, lookups);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("this JVM has no " + resource);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream(64 * 1024);
      byte[] buffer = new byte[8192];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        all.write(buffer, 0, count);
      }
      return all.toByteArray();
    }
  }

  /** The class of that loader with the call inserted. */
  static byte[] woven(byte[] classFile) throws IOException {
    byte[] woven = Weaver.insert(classFile, METHOD, LookupHook::prologue);
    if (woven == null) {
      throw new IOException("the loader of this JVM has no method " + METHOD);
    }
    return woven;
  }

  private static Prologue prologue(ConstantPool pool) throws IOException {
    int object = pool.addClass("java/lang/Object");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream code = new DataOutputStream(bytes);
    code.write(GETSTATIC);
    code.writeShort(pool.addField(LOADER, MAP, "Ljava/util/Map;"));
    code.write(LDC_W);
    code.writeShort(pool.addString(KEY));
    call(code, pool, "java/util/Map", "get");
    code.write(CHECKCAST);
    code.writeShort(pool.addClass("java/util/function/Function"));
    code.write(ALOAD_1);
    call(code, pool, "java/util/function/Function", "apply");
    code.write(DUP);
    code.write(IFNULL);
    code.writeShort(7); // over the next two instructions
    code.write(CHECKCAST);
    code.writeShort(pool.addClass("java/lang/Class"));
    code.write(ARETURN);
    int target = bytes.size();
    code.write(POP);
    while (bytes.size() < LENGTH) {
      code.write(NOP);
    }
    return Prologue.branching(bytes.toByteArray(), 2, target, object);
  }

  private static void call(DataOutputStream code, ConstantPool pool, String type, String method)
      throws IOException {
    code.write(INVOKEINTERFACE);
    code.writeShort(
        pool.addInterfaceMethod(type, method, "(Ljava/lang/Object;)Ljava/lang/Object;"));
    code.write(2); // words of arguments
    code.write(0);
  }
}
