package dev.innerloop.launcher;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of an app whose own classes are to be loaded by a loader for each run: {@code
 * Launcher OUTPUTS MAINCLASS ARGUMENT...}, where OUTPUTS are entries of the class path. Where the
 * loader of the class path cannot be made to ask for them, the app runs on one class path.
 */
public final class Launcher {

  /** What the JVM calls to start us, and the agent that it called before, share nothing else. */
  private static volatile RunningApp running;

  private Launcher() {}

  /** The app, or null if it was not started by us, or not yet. */
  public static RunningApp running() {
    return running;
  }

  public static void main(String[] arguments) throws Throwable {
    List<File> outputs = new ArrayList<>();
    for (String output : arguments[0].split(File.pathSeparator)) {
      outputs.add(new File(output));
    }
    String mainClass = arguments[1];
    String[] its = Arrays.copyOfRange(arguments, 2, arguments.length);
    appearAsStartedBy(mainClass, its);
    MethodHandle main;
    try {
      if (LibraryLookups.areInstalled()) {
        RunningApp app = new RunningApp(outputs, mainClass, its);
        running = app;
        main = app.run().main();
      } else {
        System.err.println(
            "[dev] this JVM lets no libraries look up classes of the app: it runs on one class"
                + " path, and restarts with its JVM");
        main = AppRun.main(mainClass, ClassLoader.getSystemClassLoader());
      }
    } catch (AppRun.Unlaunchable e) {
      System.err.println("Error: " + e.getMessage());
      System.exit(1);
      return;
    }
    // From here, so that we are one frame of its stack traces, and no more.
    main.invokeExact(its);
  }

  /** Tools, and apps that start other JVMs, read this. */
  private static void appearAsStartedBy(String mainClass, String[] its) {
    StringBuilder command = new StringBuilder(mainClass);
    for (String argument : its) {
      command.append(' ').append(argument);
    }
    System.setProperty("sun.java.command", command.toString());
  }
}
