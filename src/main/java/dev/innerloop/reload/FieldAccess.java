package dev.innerloop.reload;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;

/**
 * How code of the app reaches a static field that lies in another class, of its own: that is
 * defined when it is needed. Not called here: {@link FieldHolder} copies the method into classes of
 * the app, which run on Java 9 or later. It must not use anything but the JDK.
 */
final class FieldAccess {

  static final String METHOD = "link";

  private FieldAccess() {}

  /**
   * Links one access.
   *
   * @param access {@code get} or {@code set}
   * @param holder the name of the class with the field
   * @param bytes its class file, a character for each byte
   */
  @SuppressWarnings("unused")
  private static CallSite link(
      MethodHandles.Lookup lookup, String access, MethodType type, String holder, String bytes)
      throws ReflectiveOperationException {
    Class<?> owner;
    try {
      owner = lookup.defineClass(bytes.getBytes(StandardCharsets.ISO_8859_1));
    } catch (LinkageError defined) {
      owner = lookup.findClass(holder);
    }
    return new ConstantCallSite(
        access.equals("get")
            ? lookup.findStaticGetter(owner, "value", type.returnType())
            : lookup.findStaticSetter(owner, "value", type.parameterType(0)));
  }
}
