package dev.innerloop.project.maven;

import dev.innerloop.project.metadata.ProjectInfo;
import dev.innerloop.project.metadata.SpdxLicenses;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Reads the description of a project from its POM. */
final class ProjectInfoReader {

  private ProjectInfoReader() {}

  static ProjectInfo read(MavenProject project) {
    Model own = project.getOriginalModel();
    return new ProjectInfo(
        text(own == null ? null : own.getName()),
        Objects.requireNonNullElse(project.getDescription(), ""),
        text(project.getUrl()),
        Optional.ofNullable(project.getScm()).flatMap(scm -> source(scm.getUrl())),
        Optional.ofNullable(project.getOrganization()).flatMap(it -> text(it.getName())),
        project.getLicenses().stream().flatMap(ProjectInfoReader::license).distinct().toList());
  }

  static Stream<String> license(License license) {
    String name = license.getName() == null ? license.getUrl() : license.getName();
    return text(name).map(SpdxLicenses::of).stream();
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
