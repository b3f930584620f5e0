package dev.innerloop.project.maven.pom;

import dev.innerloop.project.About;
import dev.innerloop.project.SpdxLicense;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Reads the description of a project from its POM. */
public final class AboutReader {

  private AboutReader() {}

  public static About read(MavenProject project) {
    Model own = project.getOriginalModel();
    return new About(
        text(own == null ? null : own.getName()),
        Objects.requireNonNullElse(project.getDescription(), ""),
        text(project.getUrl()),
        Optional.ofNullable(project.getScm()).flatMap(scm -> source(scm.getUrl())),
        Optional.ofNullable(project.getOrganization()).flatMap(it -> text(it.getName())),
        project.getLicenses().stream().flatMap(AboutReader::license).distinct().toList());
  }

  static Stream<String> license(License license) {
    String name = license.getName() == null ? license.getUrl() : license.getName();
    return text(name).map(SpdxLicense::of).stream();
  }

  /** A URL for browsers, unlike {@code scm:git:} and similar ones. */
  private static Optional<String> source(@Nullable String url) {
    return text(url).filter(it -> it.matches("https?://.*"));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value)
        .map(it -> it.strip().replaceAll("\\s+", " "))
        .filter(it -> !it.isEmpty() && !it.contains("${"));
  }
}
