package dev.innerloop.image.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.image.content.BlobDirectory;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.wire.ContentHash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * An image of a build tool as an OCI image layout in {@code folder/image}, with a file that
 * describes it. Layers are compressed once.
 */
final class DockerfileImageStore {

  private final Path layout;
  private final BlobDirectory blobs;
  private final Path record;

  DockerfileImageStore(Path folder) {
    this.layout = folder.resolve("image");
    this.blobs = new BlobDirectory(layout.resolve("blobs"));
    this.record = folder.resolve("dockerfile.json");
  }

  /** The image that was saved before, if it has this ID. */
  Optional<DockerfileImage> read(String id) throws IOException {
    if (!Files.isRegularFile(record)) {
      return Optional.empty();
    }
    JsonNode known = ImageJson.read(record);
    if (!known.path("id").asText().equals(id)) {
      return Optional.empty();
    }
    String digest = known.path("digest").asText();
    Optional<Path> config = blob(known.path("config").asText());
    boolean complete =
        config.isPresent()
            && blob(digest.replaceFirst("^sha256:", "")).isPresent()
            && indexed(digest);
    return complete
        ? Optional.of(
            DockerfileImage.of(
                id, digest, ImageJson.read(config.get()), ImageJson.texts(known.path("javas"))))
        : Optional.empty();
  }

  /** The blob of a hash in the description, which another version may have written. */
  private Optional<Path> blob(String hash) {
    return hash.matches("[0-9a-f]{64}") ? blobs.find(ContentHash.ofHex(hash)) : Optional.empty();
  }

  /** Another image may have been written to the directory since. */
  private boolean indexed(String digest) throws IOException {
    Path index = layout.resolve("index.json");
    return Files.isRegularFile(index) && Files.readString(index).contains(digest);
  }

  /** Saves an image from an archive. */
  DockerfileImage write(String id, Path archive) throws IOException {
    JsonNode before = Files.isRegularFile(record) ? ImageJson.read(record) : ImageJson.object();
    Set<Path> needed = new HashSet<>();
    ObjectNode layers = ImageJson.object();
    JavaFinder javas = new JavaFinder();
    OciManifestTemplate manifest = new OciManifestTemplate();
    byte[] config;
    try (DockerArchive image = new DockerArchive(archive)) {
      config = image.config();
      List<String> diffIds = image.diffIds();
      for (int i = 0; i < diffIds.size(); i++) {
        String known = before.path("layers").path(diffIds.get(i)).asText("");
        ContentHash layer = blob(known).isPresent() ? ContentHash.ofHex(known) : compress(image, i);
        Path file = blobs.path(layer);
        layers.put(diffIds.get(i), layer.hex());
        needed.add(file);
        try (InputStream content = unzipped(file)) {
          javas.addLayer(content);
        }
        manifest.addLayer(Files.size(file), RegistrySession.descriptor(layer));
      }
    }
    ContentHash configHash = blobs.put(out -> out.write(config));
    manifest.setContainerConfiguration(config.length, RegistrySession.descriptor(configHash));
    byte[] manifestBytes = JsonTemplateMapper.toByteArray(manifest);
    ContentHash digest = blobs.put(out -> out.write(manifestBytes));
    needed.addAll(List.of(blobs.path(digest), blobs.path(configHash)));
    writeIndex(id, digest, manifestBytes.length);
    writeRecord(id, digest, configHash, layers, javas.found());
    blobs.removeAllBut(needed);
    return DockerfileImage.of(id, "sha256:" + digest.hex(), ImageJson.parse(config), javas.found());
  }

  private void writeIndex(String id, ContentHash digest, long size) throws IOException {
    OciIndexTemplate index = new OciIndexTemplate();
    index.addManifest(new BlobDescriptor(size, RegistrySession.descriptor(digest)), id);
    Files.write(layout.resolve("index.json"), JsonTemplateMapper.toByteArray(index));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}", UTF_8);
  }

  private void writeRecord(
      String id, ContentHash digest, ContentHash config, ObjectNode layers, List<String> javas)
      throws IOException {
    ObjectNode json = ImageJson.object();
    json.put("id", id);
    json.put("digest", "sha256:" + digest.hex());
    json.put("config", config.hex());
    json.set("layers", layers);
    javas.forEach(json.withArray("javas")::add);
    Files.writeString(record, json.toPrettyString() + "\n", UTF_8);
  }

  private ContentHash compress(DockerArchive image, int layer) throws IOException {
    try (InputStream in = image.layer(layer)) {
      BufferedInputStream content = new BufferedInputStream(in, 1 << 16);
      return isZipped(content)
          ? blobs.put(content::transferTo)
          : blobs.put(
              out -> {
                try (OutputStream zipped = new GZIPOutputStream(out, 1 << 16)) {
                  content.transferTo(zipped);
                }
              });
    }
  }

  private static InputStream unzipped(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file), 1 << 16);
  }

  private static boolean isZipped(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return zipped;
  }
}
