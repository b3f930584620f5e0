package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.problem.Problem;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The file next to an image layout that describes its content, for {@code dev:push} and {@code
 * dev:apply}.
 */
final class ImageDescription {

  /** Required fields; an older version may not have written them. */
  private static final List<String> NEEDED = List.of("repository", "tags", "digest");

  private final Path file;

  ImageDescription(Path file) {
    this.file = file;
  }

  /**
   * @param pushed whether a registry has it
   */
  void write(BuiltImage image, boolean pushed) throws IOException {
    ObjectNode json = ImageJson.object();
    json.put("reference", image.reference());
    json.put("repository", image.repository());
    json.put("tag", image.tag());
    ArrayNode tags = json.putArray("tags");
    image.tags().forEach(tags::add);
    json.put("contentTag", image.contentTag());
    json.put("digest", image.digest());
    ArrayNode entrypoint = json.putArray("entrypoint");
    image.entrypoint().forEach(entrypoint::add);
    image.user().ifPresent(user -> json.put("user", user));
    image.java().ifPresent(java -> json.put("java", java));
    ObjectNode jvmVariables = json.putObject("jvmVariables");
    new TreeMap<>(image.jvmVariables()).forEach(jvmVariables::put);
    json.put("base", image.base());
    ArrayNode architectures = json.putArray("architectures");
    image.architectures().forEach(architectures::add);
    json.put("pushed", pushed);
    Files.writeString(file, json.toPrettyString() + "\n", UTF_8);
  }

  /** Whether the image was pushed to the registry of its repository. */
  boolean isPushed() throws IOException {
    return json().path("pushed").asBoolean();
  }

  private JsonNode json() throws IOException {
    try {
      return ImageJson.read(file);
    } catch (NoSuchFileException e) {
      throw new Problem(
          "There is no image in " + file.getParent() + " yet", "Build it first: dev:image", e);
    } catch (JacksonException e) {
      throw unreadable("it is not valid JSON", e);
    }
  }

  private Problem unreadable(String why, @Nullable JacksonException cause) {
    return new Problem(
        file + " was not written by this version of dev:image: " + why,
        "Build the image again: dev:image",
        cause);
  }

  /** The digest of the described image, if it has this content. */
  Optional<ContentHash> digestOf(String contentTag) {
    try {
      BuiltImage image = read();
      return image.contentTag().equals(contentTag)
          ? Optional.of(ContentHash.ofHex(image.digest().replaceFirst("^sha256:", "")))
          : Optional.empty();
    } catch (IOException | Problem | IllegalArgumentException e) {
      return Optional.empty(); // missing, or written by another version: it will be written again
    }
  }

  BuiltImage read() throws IOException {
    JsonNode json = json();
    for (String field : NEEDED) {
      if (json.path(field).isMissingNode()
          || json.path(field).isEmpty() && json.path(field).isContainerNode()) {
        throw unreadable("it lacks " + field, null);
      }
    }
    return new BuiltImage(
        json.path("repository").asText(),
        ImageJson.texts(json.path("tags")),
        json.path("contentTag").asText(),
        json.path("digest").asText(),
        ImageJson.texts(json.path("entrypoint")),
        Optional.ofNullable(json.get("user")).map(JsonNode::asText),
        Optional.ofNullable(json.get("java")).map(JsonNode::asText),
        jvmVariables(json.path("jvmVariables")),
        json.path("base").asText(),
        ImageJson.texts(json.path("architectures")),
        false);
  }

  private static Map<String, String> jvmVariables(JsonNode json) {
    Map<String, String> variables = new HashMap<>();
    json.properties().forEach(field -> variables.put(field.getKey(), field.getValue().asText()));
    return variables;
  }
}
