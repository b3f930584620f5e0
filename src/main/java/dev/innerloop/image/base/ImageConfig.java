package dev.innerloop.image.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.image.content.ImageRequest;
import dev.innerloop.image.content.LayerPacker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The configuration of an image as JSON, so that fields unknown to this plugin (such as the health
 * check or the stop signal of a base image) are kept in the built image.
 */
public final class ImageConfig {

  private static final String EPOCH = "1970-01-01T00:00:00Z";

  private final ObjectNode json;

  private ImageConfig(ObjectNode json) {
    this.json = json;
  }

  static ImageConfig of(ObjectNode json) {
    return new ImageConfig(json.deepCopy());
  }

  public static ImageConfig parse(byte[] json) throws IOException {
    return new ImageConfig((ObjectNode) ImageJson.parse(json));
  }

  ObjectNode toJson() {
    return json.deepCopy();
  }

  public byte[] toBytes() {
    return json.toString().getBytes(UTF_8);
  }

  public String architecture() {
    return json.path("architecture").asText("amd64");
  }

  public List<String> entrypoint() {
    return texts("Entrypoint");
  }

  public List<String> command() {
    return texts("Cmd");
  }

  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : texts("Env")) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    return environment;
  }

  public Optional<String> user() {
    return Optional.of(json.path("config").path("User").asText("")).filter(u -> !u.isEmpty());
  }

  public Optional<String> label(String name) {
    return Optional.ofNullable(json.path("config").path("Labels").get(name)).map(JsonNode::asText);
  }

  private List<String> texts(String field) {
    return ImageJson.texts(json.path("config").path(field));
  }

  /** The configuration with these layers on top and this entrypoint. */
  public ImageConfig with(
      List<LayerPacker.Packed> layers, ImageRequest.Run run, Map<String, String> labels) {
    ObjectNode image = json.deepCopy();
    image.put("created", EPOCH);
    ArrayNode diffIds = image.withObject("/rootfs").withArray("diff_ids");
    ArrayNode history = history(image, diffIds.size());
    for (LayerPacker.Packed layer : layers) {
      diffIds.add("sha256:" + layer.diffId().hex());
      history
          .addObject()
          .put("created", EPOCH)
          .put("created_by", "dev-maven-plugin")
          .put("comment", layer.name());
    }
    ObjectNode config = image.withObject("/config");
    Map<String, String> environment = environment();
    environment.putAll(run.environment());
    ArrayNode variables = config.putArray("Env");
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    if (!run.entrypoint().isEmpty()) {
      ArrayNode entrypoint = config.putArray("Entrypoint");
      run.entrypoint().forEach(entrypoint::add);
      config.remove("Cmd");
    }
    if (!run.arguments().isEmpty()) {
      ArrayNode command = config.putArray("Cmd");
      run.arguments().forEach(command::add);
    }
    run.workingDirectory().ifPresent(directory -> config.put("WorkingDir", directory));
    run.user().ifPresent(user -> config.put("User", user));
    if (!run.ports().isEmpty()) {
      ObjectNode ports = config.withObject("/ExposedPorts");
      run.ports().forEach(port -> ports.putObject(port + "/tcp"));
    }
    if (!labels.isEmpty()) {
      ObjectNode all = config.withObject("/Labels");
      labels.forEach(all::put);
    }
    return new ImageConfig(image);
  }

  /** Tools match history entries with layers, and some base images have too few entries. */
  private static ArrayNode history(ObjectNode image, int layers) {
    ArrayNode history = image.withArray("history");
    long described =
        StreamSupport.stream(history.spliterator(), false)
            .filter(entry -> !entry.path("empty_layer").asBoolean(false))
            .count();
    for (long missing = layers - described; missing > 0; missing--) {
      history.addObject().put("created", EPOCH);
    }
    return history;
  }
}
