package dev.innerloop.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.instrument.ClassFileTransformer;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

/**
 * Watches which methods of the app's own classes run before it first serves: such a method has
 * shaped the state that the app runs with.
 *
 * <p>The app's own classes are those that come from a folder; libraries are jars.
 */
final class StartupProfile implements ClassFileTransformer {

  private static final long PATIENCE_MILLIS = 3_000;
  private static final String OURS = "dev/innerloop/agent/";

  /** Of generated classes, which no source of the user's corresponds to. */
  private static final String GENERATED = "$$";

  private final ExecutedMethods recording = new ExecutedMethods();

  @GuardedBy("this")
  private final Map<ClassLoader, Map<String, WovenClass>> woven = new WeakHashMap<>();

  private final Supplier<ClassLoader> current;

  /**
   * @param current the loader of the app's own classes as it runs now; what others hold of them is
   *     of the past, unless they have this one as an ancestor
   */
  StartupProfile(Supplier<ClassLoader> current) {
    this.current = current;
  }

  /** The app starts, for the first time or again: recording starts again. */
  synchronized void begin() {
    woven.clear();
    recording.begin();
  }

  /** The thread that runs the main method of the app that starts. */
  void mainIs(Thread main) {
    recording.mainIs(main);
  }

  /** The app serves; what its main method still does counts, for a while. */
  void served() {
    recording.endAfterMain(PATIENCE_MILLIS);
  }

  /** Whether a class belongs to the app as it was started last. */
  boolean isCurrent(Class<?> loaded) {
    return descends(loaded.getClassLoader(), current.get());
  }

  /** Whether a method has shaped the state that the app runs with, or may have. */
  boolean hasRun(Class<?> loaded, String method) {
    WovenClass known = find(loaded.getClassLoader(), loaded.getName().replace('.', '/'));
    return known == null || known.hasRun(method);
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String name,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || !isApp(loader, name, domain)) {
      return null;
    }
    WovenClass known = redefined == null ? new WovenClass(recording) : find(loader, name);
    if (known == null) {
      return null;
    }
    try {
      byte[] result = Weaver.weave(classFile, known);
      if (result != null) {
        remember(loader, name, known);
      }
      return result;
    } catch (RuntimeException e) {
      // Not a class file as we know them: the JVM may, and we take its methods as having run.
      return null;
    }
  }

  private synchronized WovenClass find(ClassLoader loader, String name) {
    Map<String, WovenClass> classes = woven.get(loader);
    return classes == null ? null : classes.get(name);
  }

  private synchronized void remember(ClassLoader loader, String name, WovenClass known) {
    woven.computeIfAbsent(loader, ignored -> new HashMap<>()).put(name, known);
  }

  private boolean isApp(ClassLoader loader, String name, ProtectionDomain domain) {
    if (loader == null || domain == null || name.startsWith(OURS) || name.contains(GENERATED)) {
      return false;
    }
    CodeSource source = domain.getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location != null
        && location.getProtocol().equals("file")
        && location.getPath().endsWith("/")
        && descends(loader, current.get())
        && descends(loader, StartupProfile.class.getClassLoader());
  }

  /** Also whether the one finds the classes of the other. */
  private static boolean descends(ClassLoader loader, ClassLoader ancestor) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      if (each == ancestor) {
        return true;
      }
    }
    return false;
  }
}
