package dev.innerloop.image.dockerfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.innerloop.image.content.ImageJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image built from a Dockerfile, with its configuration.
 *
 * @param id image ID of the tool: 64 hexadecimal digits
 * @param digest {@code sha256:...} of its manifest
 * @param javas paths of {@code bin/java} in its layers
 */
public record DockerfileImage(
    String id,
    String digest,
    String architecture,
    List<String> entrypoint,
    List<String> command,
    Map<String, String> environment,
    Optional<String> user,
    List<String> javas) {

  public DockerfileImage {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    javas = List.copyOf(javas);
  }

  static DockerfileImage of(String id, String digest, JsonNode image, List<String> javas) {
    JsonNode config = image.path("config");
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : ImageJson.texts(config.path("Env"))) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return new DockerfileImage(
        id,
        digest,
        image.path("architecture").asText("amd64"),
        ImageJson.texts(config.path("Entrypoint")),
        ImageJson.texts(config.path("Cmd")),
        environment,
        Optional.of(config.path("User").asText("")).filter(user -> !user.isEmpty()),
        javas);
  }
}
