package dev.innerloop.image.base;

import dev.innerloop.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of an image.
 *
 * @param digest {@code sha256:...} of the reference: of the index if the image is for several
 *     platforms
 * @param architecture in OCI names: {@code amd64}, {@code arm64}
 */
public record InspectedImage(
    String reference,
    String digest,
    String architecture,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    Optional<String> user) {

  private static final Pattern RELEASE = Pattern.compile("(?:jdk-?)?(?:1\\.)?(\\d{1,4})(?!\\d).*");

  public InspectedImage {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * The command that starts Java in this image.
   *
   * @param explicit {@code dev.java}, which takes precedence
   * @throws Problem if it cannot be detected
   */
  public String java(Optional<String> explicit) {
    return explicit.or(this::detectedJava).orElseThrow(this::noJava);
  }

  /** The command that starts Java, if it can be detected. */
  public Optional<String> detectedJava() {
    return javaOfJavaHome()
        .or(() -> javaOf(entrypoint))
        .or(() -> entrypoint.isEmpty() ? javaOf(command) : Optional.empty())
        .or(this::javaOfPath);
  }

  /**
   * Whether the image runs as a numeric user other than 0. Pod Security <i>restricted</i> requires
   * a number, because a user name may belong to root.
   */
  public boolean runsAsNonRootNumber() {
    return isNonRootNumber(user);
  }

  /** Whether a user, optionally with a group, is a number other than 0. */
  public static boolean isNonRootNumber(Optional<String> user) {
    return user.map(u -> u.replaceFirst(":.*", ""))
        .filter(u -> u.matches("\\d+"))
        .filter(u -> !u.matches("0+"))
        .isPresent();
  }

  /** The Java feature release according to {@code JAVA_VERSION}. */
  public OptionalInt javaRelease() {
    Matcher version = RELEASE.matcher(environment.getOrDefault("JAVA_VERSION", ""));
    return version.matches()
        ? OptionalInt.of(Integer.parseInt(version.group(1)))
        : OptionalInt.empty();
  }

  /**
   * Requires a Java that can run classes, as far as the image states its version.
   *
   * @param release that the classes are compiled for
   * @throws Problem if its Java is older
   */
  public InspectedImage requireJava(int release) {
    OptionalInt has = javaRelease();
    if (has.isPresent() && has.getAsInt() < release) {
      throw new Problem(
          reference
              + " has Java "
              + has.getAsInt()
              + ", but the app's classes require "
              + release
              + ".",
          "Use a suitable base image: -Ddev.baseImage=eclipse-temurin:" + release + "-jre");
    }
    return this;
  }

  private Optional<String> javaOfJavaHome() {
    return Optional.ofNullable(environment.get("JAVA_HOME"))
        .filter(home -> !home.isBlank())
        .map(home -> home.replaceFirst("/+$", "") + "/bin/java");
  }

  private static Optional<String> javaOf(List<String> command) {
    return command.stream().findFirst().filter(first -> first.matches("(.*/)?java"));
  }

  /** The directory in PATH that belongs to Java. */
  private Optional<String> javaOfPath() {
    return List.of(environment.getOrDefault("PATH", "").split(":")).stream()
        .filter(folder -> folder.matches(".*/[^/]*(java|jdk|jre|jvm|graalvm)[^/]*(/.*)?/bin/?"))
        .map(folder -> folder.replaceFirst("/+$", "") + "/java")
        .findFirst();
  }

  private Problem noJava() {
    List<String> starts = entrypoint.isEmpty() ? command : entrypoint;
    String why =
        starts.isEmpty()
            ? "it has neither an entrypoint nor JAVA_HOME"
            : "it starts "
                + String.join(" ", starts)
                + ", which is not Java itself, and has no JAVA_HOME";
    return new Problem(
        "Cannot find Java in " + reference + ": " + why,
        "Set its path, or use a base image with Java:\n-Ddev.java=/path/to/java");
  }
}
