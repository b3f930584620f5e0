package dev.innerloop.image.layout;

import dev.innerloop.project.App;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What an image is made of.
 *
 * @param jvmOptions of the user
 * @param morePorts that the app's container listens on, besides those of its own configuration
 * @param revision the commit that it is built from, if the image is to say so
 */
public record Contents(
    App app, List<String> jvmOptions, SortedSet<Integer> morePorts, Optional<String> revision) {

  public Contents {
    jvmOptions = List.copyOf(jvmOptions);
    morePorts = Collections.unmodifiableSortedSet(new TreeSet<>(morePorts));
  }

  /** Of an app of which its user said nothing else. */
  public static Contents of(App app) {
    return new Contents(app, List.of(), new TreeSet<>(Set.of()), Optional.empty());
  }
}
