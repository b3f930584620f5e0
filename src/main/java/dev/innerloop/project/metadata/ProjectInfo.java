package dev.innerloop.project.metadata;

import java.util.List;
import java.util.Optional;

/**
 * The description of a project in its POM, for the labels of its image.
 *
 * @param name of the project; empty if it has only an artifactId
 * @param description may be empty
 * @param url of its home page
 * @param source URL of its sources
 * @param vendor its organization
 * @param licenses names of its licenses, or SPDX identifiers if the POM has them
 */
public record ProjectInfo(
    Optional<String> name,
    String description,
    Optional<String> url,
    Optional<String> source,
    Optional<String> vendor,
    List<String> licenses) {

  public ProjectInfo {
    licenses = List.copyOf(licenses);
  }

  /** A project with only a description. */
  public static ProjectInfo of(String description) {
    return new ProjectInfo(
        Optional.empty(),
        description,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
