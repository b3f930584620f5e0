package dev.innerloop.image.base;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.ImageReference;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cache of the descriptions of base images, shared by all projects on this machine. */
final class BaseImageCache {

  private final Path folder;

  BaseImageCache(Path folder) {
    this.folder = folder;
  }

  /** The cached image; empty if there is none, or if another version of this plugin wrote it. */
  Optional<BaseImage> find(ImageReference image, String architecture) throws IOException {
    Path file = file(image, architecture);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = ImageJson.read(file);
      List<BaseImage.Layer> layers = new ArrayList<>();
      for (JsonNode layer : json.path("layers")) {
        layers.add(
            new BaseImage.Layer(
                ContentHash.ofHex(layer.path("digest").asText()), layer.path("size").asLong()));
      }
      return Optional.of(
          new BaseImage(
              image,
              ContentHash.ofHex(json.path("pin").asText()),
              ContentHash.ofHex(json.path("digest").asText()),
              layers,
              ImageConfig.of((ObjectNode) json.path("config"))));
    } catch (JacksonException | IllegalArgumentException | ClassCastException e) {
      Files.delete(file);
      return Optional.empty();
    }
  }

  /** Whether the cached description is younger than an age. */
  boolean isYounger(ImageReference image, String architecture, Duration age) throws IOException {
    return Files.getLastModifiedTime(file(image, architecture))
        .toInstant()
        .isAfter(Instant.now().minus(age));
  }

  void put(BaseImage image, String architecture) throws IOException {
    ObjectNode json = ImageJson.object();
    json.put("reference", image.reference().toString());
    json.put("pin", image.pin().hex());
    json.put("digest", image.digest().hex());
    ArrayNode layers = json.putArray("layers");
    for (BaseImage.Layer layer : image.layers()) {
      layers.addObject().put("digest", layer.digest().hex()).put("size", layer.size());
    }
    json.set("config", image.config().toJson());
    Files.createDirectories(folder);
    Path partial = Files.createTempFile(folder, "partial", null);
    try {
      Files.writeString(partial, json.toString(), UTF_8);
      Files.move(
          partial,
          file(image.reference(), architecture),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private Path file(ImageReference image, String architecture) {
    String name = image.toStringWithQualifier() + " linux/" + architecture;
    return folder.resolve(ContentHash.of(name.getBytes(UTF_8)).hex() + ".json");
  }
}
