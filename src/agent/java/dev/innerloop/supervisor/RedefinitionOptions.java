package dev.innerloop.supervisor;

import dev.innerloop.wire.JvmVariables;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * The options with which HotSpot redefines classes with added private methods. Java 13 and later
 * want a flag for it, which other JVMs do not know: the JVM is asked, while the supervisor starts.
 */
final class RedefinitionOptions {

  private static final String FLAG = "AllowRedefinitionToAddDeleteMethods";
  private static final String WARNINGS = "PrintWarnings";
  private static final long ANSWER_SECONDS = 60;

  private final FutureTask<Boolean> isKnown;

  RedefinitionOptions(Path java) {
    isKnown = new FutureTask<>(() -> accepts(java, "-XX:+" + FLAG));
  }

  /** Begins to ask. */
  void begin() {
    Daemons.start("dev-jvm-flag", isKnown);
  }

  /**
   * The options for a JVM of the app; none if it does not know them, or if its own options decide.
   *
   * @param others its own options, and those of its environment
   */
  List<String> options(List<String> others) throws InterruptedException {
    if (isMentioned(FLAG, others) || !isKnown()) {
      return Collections.emptyList();
    }
    String allow = "-XX:+" + FLAG;
    return isMentioned(WARNINGS, others)
        ? Collections.singletonList(allow)
        // HotSpot warns of the flag, as it is deprecated; warnings are on again behind it.
        : Arrays.asList("-XX:-" + WARNINGS, allow, "-XX:+" + WARNINGS);
  }

  private static boolean isMentioned(String flag, List<String> options) {
    for (String option : options) {
      if (option.contains(flag)) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnown() throws InterruptedException {
    isKnown.run(); // unless it was begun
    try {
      return isKnown.get();
    } catch (ExecutionException e) {
      // A JVM that cannot be asked gets no option that it may not know.
      return false;
    }
  }

  private static boolean accepts(Path java, String option)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(java.toString(), "-XX:TieredStopAtLevel=1", option, "-version");
    builder.environment().keySet().removeAll(JvmVariables.NAMES);
    File nowhere = new File(isWindows() ? "NUL" : "/dev/null");
    Process asked = builder.redirectErrorStream(true).redirectOutput(nowhere).start();
    asked.getOutputStream().close();
    try {
      return asked.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } finally {
      asked.destroyForcibly();
    }
  }

  private static boolean isWindows() {
    return File.separatorChar == '\\';
  }
}
