package dev.innerloop.cluster.diagnosis.container;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How JVMs typically end, told by what they print.
 *
 * @param line the one that tells
 * @param remedy empty where the end is not a typical one
 * @param heap whether it lacked memory of its own
 */
public record JvmEnd(String line, String remedy, boolean heap) {

  private record Typical(Pattern pattern, String remedy, boolean heap) {

    static Typical of(String pattern, String remedy) {
      return new Typical(Pattern.compile(pattern), remedy, false);
    }
  }

  private static final List<Typical> TYPICAL =
      List.of(
          new Typical(
              Pattern.compile("java\\.lang\\.OutOfMemoryError"),
              "The JVM has no memory left. Give the container more, of which the heap takes a"
                  + " share: <resources><memory>2Gi</memory></resources> in the POM.",
              true),
          Typical.of(
              "Address already in use|[Pp]ort \\d+ was already in use",
              "Two in the pod listen on one port: the app twice (management port?), or a sidecar."
                  + " Give one of them another one."),
          Typical.of(
              "UnsupportedClassVersionError",
              "The image's Java is older than what the classes were compiled for: use another base"
                  + " (-Ddev.baseImage=IMAGE), or set maven.compiler.release lower."),
          Typical.of(
              "Could not find or load main class|ClassNotFoundException: \\S+Main\\b"
                  + "|no main manifest attribute",
              "Say which class is the main one: -Ddev.mainClass=PACKAGE.CLASS"),
          Typical.of(
              "Unrecognized (VM )?option|Could not create the Java Virtual Machine"
                  + "|Invalid maximum heap size",
              "A JVM option does not fit the image's Java: look at JAVA_TOOL_OPTIONS and the"
                  + " container's command."),
          Typical.of(
              "Read-only file system",
              "The root of the container cannot be written to: have the app write to /tmp, or give"
                  + " it a volume (<volumes> in the POM)."),
          Typical.of(
              "Permission denied|AccessDeniedException",
              "The container does not run as root: have the app write to /tmp, or give it a volume"
                  + " (<volumes> in the POM)."),
          Typical.of(
              "UnknownHostException|Connection refused|ConnectException",
              "It does not reach what it needs: correct the name and port in its configuration, or"
                  + " start that first. See: kubectl get services"));

  public static JvmEnd of(List<String> lastLines) {
    for (Typical typical : TYPICAL) {
      for (String line : lastLines) {
        if (typical.pattern().matcher(line).find()) {
          return new JvmEnd(line.strip(), typical.remedy(), typical.heap());
        }
      }
    }
    return new JvmEnd("", "", false);
  }

  public boolean isKnown() {
    return !remedy.isEmpty();
  }
}
