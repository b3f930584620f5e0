package dev.innerloop.export;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the user said of an export.
 *
 * @param folder that holds a folder for each app
 * @param environments that get an overlay or a values file
 * @param platform what the clusters are; empty if the user did not say
 */
public record ExportSettings(
    Path folder, Format format, List<String> environments, Optional<Platform> platform) {

  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");

  /** What decides how a host leads to an app. */
  public enum Platform {
    KUBERNETES,
    OPENSHIFT
  }

  /**
   * @throws Problem if an environment has no name that a folder can have, or no place
   */
  public ExportSettings {
    environments = List.copyOf(environments);
    Set<String> names = new HashSet<>();
    for (String environment : environments) {
      if (!ENVIRONMENT.matcher(environment).matches()) {
        throw new Problem(
            "dev.environments names \"" + environment + "\", which cannot name a folder.",
            "Use lower-case letters, digits, dashes and dots, for example"
                + " -Ddev.environments=test,production");
      }
      if (!names.add(environment)) {
        throw new Problem(
            "dev.environments names " + environment + " twice.", "Leave one of them out.");
      }
    }
    if (format == Format.PLAIN && !environments.isEmpty()) {
      throw new Problem(
          "dev.environments names "
              + String.join(", ", environments)
              + ", and a plain export has no place for what is different there.",
          "Choose a format that has: -Ddev.exportFormat=kustomize or -Ddev.exportFormat=helm");
    }
  }
}
