package dev.innerloop.doctor;

import java.nio.file.Path;
import javax.tools.ToolProvider;

/**
 * Whether the Java that runs Maven can compile.
 *
 * @param compiler whether it has a compiler
 */
public record JdkCheck(String version, Path home, boolean compiler) implements Check {

  /** The Java that runs this process. */
  public static JdkCheck ofThisProcess() {
    return new JdkCheck(
        System.getProperty("java.version"),
        Path.of(System.getProperty("java.home")),
        ToolProvider.getSystemJavaCompiler() != null);
  }

  @Override
  public Topic topic() {
    return Topic.JDK;
  }

  @Override
  public CheckResult run() {
    String found = version + " in " + home;
    return compiler
        ? CheckResult.ok(found)
        : CheckResult.problem(
            "Maven runs on Java " + found + ", which has no compiler (a JRE).",
            "Set JAVA_HOME to a JDK, version 17 or newer.");
  }
}
