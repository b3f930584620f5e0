package dev.innerloop.agent;

import dev.innerloop.launcher.JdkInternals;
import dev.innerloop.testing.Await;
import dev.innerloop.wire.RedefinitionRequest;
import dev.innerloop.wire.RedefinitionResult;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The real probe and redefiner, without a supervisor: for a JVM that runs many apps in turn. */
public final class AgentForTests {

  private static Instrumentation instrumentation;
  private static volatile ClassLoader current = ClassLoader.getSystemClassLoader();
  private static StartupProfile probe;
  private static Redefiner redefiner;
  private static boolean acceptsAddedMethods;

  private AgentForTests() {}

  /** Writes a jar that makes this class the agent of a JVM that has our class path. */
  public static Path jar(Path file) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", AgentForTests.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.flush();
    }
    return file;
  }

  public static void premain(String argument, Instrumentation given) {
    instrumentation = given;
    probe = new StartupProfile(() -> current);
    redefiner =
        new Redefiner(
            given, probe, new MetaspaceGrowth(), new Debuggers(), new JdkInternals(given));
    acceptsAddedMethods = new AddedMethodsTrial(given).succeeds();
    given.addTransformer(probe);
  }

  public static Instrumentation instrumentation() {
    return instrumentation;
  }

  public static void begin(ClassLoader loader, Thread main) {
    current = loader;
    probe.begin();
    probe.mainIs(main);
  }

  /** Returns once nothing is recorded any more; main has to have returned. */
  public static void served() {
    probe.served();
    Await.until("the end of the recording", () -> !MethodHit.recording);
  }

  /** Whether this JVM redefines classes with added private methods. */
  public static boolean acceptsAddedMethods() {
    return acceptsAddedMethods;
  }

  public static RedefinitionResult redefine(RedefinitionRequest request) {
    return redefiner.carryOut(request);
  }

  /** Redefines whatever is loaded, without asking; false if the JVM cannot. */
  public static boolean force(ClassLoader loader, Map<String, byte[]> classes) {
    List<ClassDefinition> definitions = new ArrayList<>();
    for (Class<?> loaded : instrumentation.getInitiatedClasses(loader)) {
      byte[] bytes = classes.get(loaded.getName());
      if (bytes != null && loaded.getClassLoader() == loader) {
        definitions.add(new ClassDefinition(loaded, bytes));
      }
    }
    try {
      instrumentation.redefineClasses(definitions.toArray(ClassDefinition[]::new));
      return true;
    } catch (ReflectiveOperationException
        | java.lang.instrument.UnmodifiableClassException
        | UnsupportedOperationException
        | LinkageError e) {
      return false;
    }
  }

  public static byte[] weave(byte[] classFile) {
    ExecutedMethods unused = new ExecutedMethods();
    return Weaver.weave(classFile, new WovenClass(unused));
  }
}
