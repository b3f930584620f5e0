package dev.innerloop.doctor;

import dev.innerloop.image.base.InspectedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether the app's base image is available, and has a suitable Java.
 *
 * @param image empty if the project builds its image itself
 * @param java the Java of the image
 * @param release the Java that the app's classes require
 */
public record BaseImageCheck(
    String app,
    Supplier<Optional<InspectedImage>> image,
    Function<InspectedImage, String> java,
    Supplier<Integer> release)
    implements Check {

  @Override
  public Topic topic() {
    return Topic.BASE_IMAGE;
  }

  @Override
  public List<Topic> needs() {
    return List.of(Topic.APP, Topic.KUBECONFIG);
  }

  @Override
  public CheckResult run() {
    return image
        .get()
        .map(this::judged)
        .orElseGet(() -> CheckResult.ok("set by the project's own Dockerfile"));
  }

  private CheckResult judged(InspectedImage found) {
    String command = java.apply(found);
    OptionalInt has = found.javaRelease();
    int needed = release.get();
    if (has.isPresent() && has.getAsInt() < needed) {
      return CheckResult.problem(
          found.reference()
              + " has Java "
              + has.getAsInt()
              + ", but the app's classes require "
              + needed
              + ".",
          "Use a suitable base image: -Ddev.baseImage=eclipse-temurin:" + needed + "-jre");
    }
    return CheckResult.ok(
        found.reference()
            + (has.isPresent() ? " with Java " + has.getAsInt() : "")
            + " ("
            + command
            + ")");
  }
}
