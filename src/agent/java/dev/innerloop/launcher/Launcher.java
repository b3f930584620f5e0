package dev.innerloop.launcher;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The main class of an app whose libraries alone are on the class path: {@code Launcher OUTPUTS
 * MAINCLASS ARGUMENT...}, where OUTPUTS are folders as in a class path.
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
    appearAsStartedBy(mainClass, its, arguments[0]);
    RunningApp app = new RunningApp(outputs, mainClass, its);
    running = app;
    MethodHandle main;
    try {
      main = app.run().main();
    } catch (AppRun.Unlaunchable e) {
      System.err.println("Error: " + e.getMessage());
      System.exit(1);
      return;
    }
    // From here, so that we are one frame of its stack traces, and no more.
    main.invokeExact(its);
  }

  /** Tools, and apps that start other JVMs, read these. */
  private static void appearAsStartedBy(String mainClass, String[] its, String outputs) {
    StringBuilder command = new StringBuilder(mainClass);
    for (String argument : its) {
      command.append(' ').append(argument);
    }
    System.setProperty("sun.java.command", command.toString());
    System.setProperty(
        "java.class.path",
        outputs + File.pathSeparator + System.getProperty("java.class.path", ""));
  }
}
