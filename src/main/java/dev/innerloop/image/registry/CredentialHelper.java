package dev.innerloop.image.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The program that a configuration file of Docker or Podman names for the credentials of a
 * registry.
 */
record CredentialHelper(String program, Path file) {

  /**
   * Reads which one a file names.
   *
   * @return empty if it names none, or cannot be read, which is reported by who uses it
   */
  static Optional<CredentialHelper> in(Path file, String registry) {
    try {
      JsonNode settings = new ObjectMapper().readTree(file.toFile());
      String own = settings.path("credHelpers").path(registry).asText("");
      String name = own.isEmpty() ? settings.path("credsStore").asText("") : own;
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(new CredentialHelper("docker-credential-" + name, file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
