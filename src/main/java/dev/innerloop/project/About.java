package dev.innerloop.project;

import java.util.List;
import java.util.Optional;

/**
 * What a project says of itself in its POM, for those who find its image.
 *
 * @param name of the project; empty if it has none but its artifactId
 * @param description may be empty
 * @param url of its home page
 * @param source where its sources are
 * @param vendor the organization behind it
 * @param licenses their names, SPDX identifiers where the POM has these
 */
public record About(
    Optional<String> name,
    String description,
    Optional<String> url,
    Optional<String> source,
    Optional<String> vendor,
    List<String> licenses) {

  public About {
    licenses = List.copyOf(licenses);
  }

  /** Of a project that says no more than that. */
  public static About of(String description) {
    return new About(
        Optional.empty(),
        description,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
