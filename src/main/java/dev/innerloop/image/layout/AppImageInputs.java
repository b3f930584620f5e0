package dev.innerloop.image.layout;

import dev.innerloop.project.App;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The content of an image.
 *
 * @param jvmOptions JVM options set by the user
 * @param morePorts ports of the app's container in addition to those of its own configuration
 * @param revision the commit that the image is built from, if it is to be recorded in the labels
 */
public record AppImageInputs(
    App app, List<String> jvmOptions, SortedSet<Integer> morePorts, Optional<String> revision) {

  public AppImageInputs {
    jvmOptions = List.copyOf(jvmOptions);
    morePorts = Collections.unmodifiableSortedSet(new TreeSet<>(morePorts));
  }

  /** The content for an app with default settings. */
  public static AppImageInputs of(App app) {
    return new AppImageInputs(app, List.of(), new TreeSet<>(Set.of()), Optional.empty());
  }
}
