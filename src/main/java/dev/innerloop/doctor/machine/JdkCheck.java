package dev.innerloop.doctor.machine;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/**
 * Whether what Maven runs on can compile what is saved.
 *
 * @param compiler whether it has one
 */
public record JdkCheck(String version, Path home, boolean compiler) implements Check {

  /** The one that runs us. */
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
  public Finding look() {
    String found = version + " in " + home;
    return compiler
        ? Finding.ok(found)
        : Finding.problem(
            "Maven runs on Java " + found + ", which has no compiler.",
            "Point JAVA_HOME to a JDK 17 or newer, not to a JRE.");
  }
}
