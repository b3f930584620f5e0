package dev.innerloop.project.maven;

import dev.innerloop.project.Module;
import java.util.List;
import org.apache.maven.project.MavenProject;

/** The Java feature release of a project's classes. */
final class JavaRelease {

  private static final int OLDEST = 8;

  private JavaRelease() {}

  static int of(MavenProject project, Module module) {
    List<String> options = module.compiler().options();
    for (String name : List.of("--release", "-target")) {
      int index = options.indexOf(name);
      if (index >= 0) {
        return parse(options.get(index + 1));
      }
    }
    for (String property :
        List.of("maven.compiler.release", "maven.compiler.target", "java.version")) {
      String value = project.getProperties().getProperty(property);
      if (value != null) {
        return parse(value);
      }
    }
    return OLDEST;
  }

  private static int parse(String release) {
    String number = release.startsWith("1.") ? release.substring(2) : release;
    try {
      return Integer.parseInt(number.trim());
    } catch (NumberFormatException e) {
      return OLDEST; // the compiler reports the error
    }
  }
}
