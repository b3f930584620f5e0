package dev.innerloop.cluster.diagnosis;

import dev.innerloop.problem.MemoryAdvice;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Typical reasons for which JVMs exit, recognized in their output.
 *
 * @param line the one that shows the reason
 * @param remedy empty if the reason is not a typical one
 * @param heap whether it was an OutOfMemoryError of the JVM
 */
public record JvmExit(String line, String remedy, boolean heap) {

  private record Typical(Pattern pattern, String remedy, boolean heap) {

    static Typical of(String pattern, String remedy) {
      return new Typical(Pattern.compile(pattern), remedy, false);
    }
  }

  private static final List<Typical> TYPICAL =
      List.of(
          new Typical(
              Pattern.compile("java\\.lang\\.OutOfMemoryError"),
              "The " + MemoryAdvice.heapIsFull(""),
              true),
          Typical.of(
              "Address already in use|[Pp]ort \\d+ was already in use",
              "The port is used twice in the pod: by the app itself (management port?), or by a"
                  + " sidecar. Change one of the ports."),
          Typical.of(
              "UnsupportedClassVersionError",
              "The image's Java is older than the version that the classes were compiled for: use"
                  + " another base image (-Ddev.baseImage=IMAGE), or lower"
                  + " maven.compiler.release."),
          Typical.of(
              "Could not find or load main class|ClassNotFoundException: \\S+Main\\b"
                  + "|no main manifest attribute",
              "Set the main class: -Ddev.mainClass=PACKAGE.CLASS"),
          Typical.of(
              "Unrecognized (VM )?option|Could not create the Java Virtual Machine"
                  + "|Invalid maximum heap size",
              "A JVM option is not supported by the image's Java: check JAVA_TOOL_OPTIONS and the"
                  + " container's command."),
          Typical.of(
              "Read-only file system",
              "The container's root file system is read-only: write to /tmp, or add a volume"
                  + " (<volumes> in the POM)."),
          Typical.of(
              "Permission denied|AccessDeniedException",
              "The container does not run as root: write to /tmp, or add a volume (<volumes> in the"
                  + " POM)."),
          Typical.of(
              "UnknownHostException|Connection refused|ConnectException",
              "A service that the app needs cannot be reached: correct its name and port in the"
                  + " app's configuration, or start it first. See: kubectl get services"));

  public static JvmExit of(List<String> lastLines) {
    for (Typical typical : TYPICAL) {
      for (String line : lastLines) {
        if (typical.pattern().matcher(line).find()) {
          return new JvmExit(line.strip(), typical.remedy(), typical.heap());
        }
      }
    }
    return new JvmExit("", "", false);
  }

  public boolean isKnown() {
    return !remedy.isEmpty();
  }
}
