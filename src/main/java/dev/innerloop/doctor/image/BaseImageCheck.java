package dev.innerloop.doctor.image;

import dev.innerloop.doctor.Check;
import dev.innerloop.doctor.Finding;
import dev.innerloop.doctor.Topic;
import dev.innerloop.image.base.InspectedImage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether the image that the app is built on can be had, and has a Java for it.
 *
 * @param image empty if the project makes its image on its own
 * @param java where Java is in it
 * @param release the Java that the app's classes need
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
  public Finding look() {
    return image
        .get()
        .map(this::judged)
        .orElseGet(() -> Finding.ok("the project's own Dockerfile says on what it builds"));
  }

  private Finding judged(InspectedImage found) {
    String command = java.apply(found);
    OptionalInt has = found.javaRelease();
    int needed = release.get();
    if (has.isPresent() && has.getAsInt() < needed) {
      return Finding.problem(
          found.reference()
              + " has Java "
              + has.getAsInt()
              + ", and the app's classes need "
              + needed
              + ".",
          "Take one that has it: -Ddev.baseImage=eclipse-temurin:" + needed + "-jre");
    }
    return Finding.ok(
        found.reference()
            + (has.isPresent() ? " with Java " + has.getAsInt() : "")
            + " ("
            + command
            + ")");
  }
}
