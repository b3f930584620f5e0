package dev.innerloop.agent;

import dev.innerloop.launcher.Launcher;
import dev.innerloop.launcher.RunningApp;
import java.io.IOException;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Redefines what is loaded of the app, all in one step. */
final class Redefiner {

  private static final int MAX_MESSAGE = 1000;

  private final Instrumentation instrumentation;

  Redefiner(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Redefines classes. What is not loaded yet will be loaded from its new file.
   *
   * @param classes names with the files that hold the new bytes
   * @return why not, or null if it is done
   */
  String redefine(Map<String, Path> classes) {
    try {
      List<ClassDefinition> definitions = new ArrayList<>();
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        Path file = classes.get(loaded.getName());
        if (file != null && isOfPresentRun(loaded)) {
          definitions.add(new ClassDefinition(loaded, Files.readAllBytes(file)));
        }
      }
      if (!definitions.isEmpty()) {
        instrumentation.redefineClasses(definitions.toArray(new ClassDefinition[0]));
      }
      return null;
    } catch (IOException | ClassNotFoundException | UnmodifiableClassException | LinkageError e) {
      return refusal(e);
    } catch (UnsupportedOperationException | InternalError e) {
      return refusal(e);
    }
  }

  /** Of a former run, classes of the same names may linger. */
  private static boolean isOfPresentRun(Class<?> loaded) {
    RunningApp app = Launcher.running();
    return app == null ? loaded.getClassLoader() != null : loaded.getClassLoader() == app.loader();
  }

  private static String refusal(Throwable e) {
    String words = "the JVM refused to redefine: " + e;
    return words.length() > MAX_MESSAGE ? words.substring(0, MAX_MESSAGE) : words;
  }
}
