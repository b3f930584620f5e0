package dev.innerloop.export;

import dev.innerloop.problem.Problem;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The user's settings of an export.
 *
 * @param folder directory with a subdirectory for each app
 * @param environments names of environments with an overlay or values file
 * @param platform type of the clusters; empty if not set
 */
public record ExportSettings(
    Path folder, ExportFormat format, List<String> environments, Optional<Platform> platform) {

  private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9]([a-z0-9._-]*[a-z0-9])?");

  /** Determines how the app is exposed under its host. */
  public enum Platform {
    KUBERNETES,
    OPENSHIFT
  }

  /**
   * @throws Problem if the name of an environment is not a valid directory name, or if the format
   *     does not support environments
   */
  public ExportSettings {
    environments = List.copyOf(environments);
    Set<String> names = new HashSet<>();
    for (String environment : environments) {
      if (!ENVIRONMENT.matcher(environment).matches()) {
        throw new Problem(
            "dev.environments names \"" + environment + "\", which is not a valid directory name.",
            "Use lower-case letters, digits, dashes and dots, for example"
                + " -Ddev.environments=test,production");
      }
      if (!names.add(environment)) {
        throw new Problem(
            "dev.environments names " + environment + " twice.", "Remove one of them.");
      }
    }
    if (format == ExportFormat.PLAIN && !environments.isEmpty()) {
      throw new Problem(
          "dev.environments names "
              + String.join(", ", environments)
              + ", but the plain format does not support environments.",
          "Use another format: -Ddev.exportFormat=kustomize or -Ddev.exportFormat=helm");
    }
  }
}
