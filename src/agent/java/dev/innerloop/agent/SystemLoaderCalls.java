package dev.innerloop.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.innerloop.launcher.Launcher;
import dev.innerloop.launcher.RunningApp;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Has the app's own classes call {@code SystemLoader} where they call the static methods of {@code
 * ClassLoader} of the same names. Only entries of the constant pool change, never code.
 *
 * <p>Spring Boot 2 asks for the app's main class by its name, for the log. The loader of the
 * libraries would keep that class for as long as the JVM runs, so that this call is one of the
 * app's, too.
 */
final class SystemLoaderCalls implements ClassFileTransformer {

  private static final byte[] HINT = "getSystem".getBytes(US_ASCII);
  private static final String STAND_IN = "dev/innerloop/launcher/SystemLoader";
  private static final List<String> OF_APP =
      Arrays.asList("getSystemClassLoader(", "getSystemResource");

  private static final String SPRING_BOOT = "org/springframework/boot/SpringApplication";
  private static final List<String> OF_SPRING_BOOT =
      Collections.singletonList("forName(Ljava/lang/String;)");

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    RunningApp app = Launcher.running();
    if (app == null) {
      return null;
    }
    if (SPRING_BOOT.equals(name)) {
      return redirect(bytes, OF_SPRING_BOOT);
    }
    return loader == app.loader() && mentions(bytes) ? redirect(bytes, OF_APP) : null;
  }

  /** The class with its calls redirected; null if it has none. */
  private static byte[] redirect(byte[] bytes, List<String> methods) {
    ConstantPool pool = new ConstantPool(bytes.clone());
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    try {
      if (!pool.redirect("java/", methods, STAND_IN)) {
        return null;
      }
      pool.write(new DataOutputStream(changed));
    } catch (IOException | IllegalArgumentException e) {
      // No class file as we know them, or without room for one more constant.
      return null;
    }
    changed.write(bytes, pool.end(), bytes.length - pool.end());
    return changed.toByteArray();
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
