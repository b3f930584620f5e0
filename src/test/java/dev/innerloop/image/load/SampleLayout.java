package dev.innerloop.image.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An OCI layout of one image, whose layer is no real one. */
final class SampleLayout {

  static final String LAYER = "layer";
  static final String CONFIG = "{\"architecture\":\"amd64\"}";

  private SampleLayout() {}

  static Path in(Path folder) throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("image/blobs/sha256"));
    String manifest =
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"%s\"},\"layers\":[{\"digest\":\"%s\"}]}"
            .formatted(blob(blobs, CONFIG), blob(blobs, LAYER));
    Files.writeString(
        folder.resolve("image/index.json"),
        "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"%s\",\"size\":%d}]}"
            .formatted(blob(blobs, manifest), manifest.length()));
    return folder.resolve("image");
  }

  private static String blob(Path blobs, String content) throws IOException {
    String hash = ContentHash.of(content.getBytes(UTF_8)).hex();
    Files.writeString(blobs.resolve(hash), content);
    return "sha256:" + hash;
  }
}
