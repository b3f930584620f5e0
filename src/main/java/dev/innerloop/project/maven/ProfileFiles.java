package dev.innerloop.project.maven;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.ActivationFile;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;

/** The files whose existence activates profiles: creating one has the effect of another POM. */
final class ProfileFiles {

  private ProfileFiles() {}

  /** Those that the POM of a project and its parents name; they need not exist. */
  static Set<Path> of(MavenProject project) {
    Path basedir = project.getBasedir().toPath();
    Set<Path> files = new LinkedHashSet<>();
    for (MavenProject each = project; each != null; each = each.getParent()) {
      for (Profile profile : each.getOriginalModel().getProfiles()) {
        if (profile.getActivation() != null && profile.getActivation().getFile() != null) {
          ActivationFile file = profile.getActivation().getFile();
          Stream.of(file.getExists(), file.getMissing())
              .filter(path -> path != null && !path.isBlank())
              .map(path -> path.replaceAll("\\$\\{(project\\.)?basedir}", "."))
              .filter(path -> !path.contains("${")) // of a property that Maven does not know yet
              .forEach(path -> files.add(basedir.resolve(path).normalize()));
        }
      }
    }
    return files;
  }
}
