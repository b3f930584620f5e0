package dev.innerloop.image.content;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * JSON with the library that jib uses: that of the Kubernetes client takes half a second to load,
 * and building an image needs no cluster.
 */
public final class ImageJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ImageJson() {}

  /**
   * @throws com.fasterxml.jackson.core.JacksonException if it is not valid JSON
   */
  public static JsonNode read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /**
   * @throws com.fasterxml.jackson.core.JacksonException if it is not valid JSON
   */
  public static JsonNode parse(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The elements of an array; empty if it is missing. */
  public static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
