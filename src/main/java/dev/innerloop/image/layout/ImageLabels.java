package dev.innerloop.image.layout;

import dev.innerloop.image.base.InspectedImage;
import dev.innerloop.project.App;
import dev.innerloop.project.metadata.ProjectInfo;
import java.util.SortedMap;
import java.util.TreeMap;

/** Labels of an image with the predefined names of the OCI image specification. */
final class ImageLabels {

  private static final String PREFIX = "org.opencontainers.image.";

  private ImageLabels() {}

  static SortedMap<String, String> of(AppImageInputs contents, InspectedImage base) {
    App app = contents.app();
    ProjectInfo info = app.info();
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(PREFIX + "title", info.name().orElse(app.coordinates().artifactId()));
    labels.put(PREFIX + "vendor", info.vendor().orElse(app.coordinates().groupId()));
    labels.put(PREFIX + "version", app.coordinates().version());
    if (!info.description().isBlank()) {
      labels.put(PREFIX + "description", info.description());
    }
    info.url().ifPresent(url -> labels.put(PREFIX + "url", url));
    info.source().ifPresent(source -> labels.put(PREFIX + "source", source));
    contents.revision().ifPresent(revision -> labels.put(PREFIX + "revision", revision));
    if (!info.licenses().isEmpty()) {
      // With several licenses, the POM leaves the choice to the recipient.
      labels.put(PREFIX + "licenses", String.join(" OR ", info.licenses()));
    }
    labels.put(PREFIX + "base.name", base.reference().replaceFirst("@.*", ""));
    labels.put(PREFIX + "base.digest", base.digest());
    return labels;
  }
}
