package dev.innerloop.image.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.wire.ContentHash;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestException;
import java.security.DigestOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * An image of a build tool as an OCI image layout in {@code folder/image}, with a file that
 * describes it. Layers are compressed once.
 */
final class DockerfileImageStore {

  private final Path layout;
  private final Path blobs;
  private final Path record;

  DockerfileImageStore(Path folder) {
    this.layout = folder.resolve("image");
    this.blobs = layout.resolve("blobs").resolve("sha256");
    this.record = folder.resolve("dockerfile.json");
  }

  /** The image that was saved before, if it has this ID. */
  Optional<DockerfileImage> read(String id) throws IOException {
    if (!Files.isRegularFile(record)) {
      return Optional.empty();
    }
    JsonNode known = ImageJson.read(record);
    String digest = known.path("digest").asText();
    Path config = blobs.resolve(known.path("config").asText("none"));
    boolean same =
        known.path("id").asText().equals(id)
            && Files.isRegularFile(config)
            && Files.isRegularFile(blobs.resolve(digest.replaceFirst("^sha256:", "")))
            && indexed(digest);
    return same
        ? Optional.of(
            DockerfileImage.of(
                id, digest, ImageJson.read(config), ImageJson.texts(known.path("javas"))))
        : Optional.empty();
  }

  /** Another image may have been written to the directory since. */
  private boolean indexed(String digest) throws IOException {
    Path index = layout.resolve("index.json");
    return Files.isRegularFile(index) && Files.readString(index).contains(digest);
  }

  /** Saves an image from an archive. */
  DockerfileImage write(String id, Path archive) throws IOException {
    Files.createDirectories(blobs);
    JsonNode before = Files.isRegularFile(record) ? ImageJson.read(record) : ImageJson.object();
    Set<String> wanted = new HashSet<>();
    ObjectNode layers = ImageJson.object();
    JavaFinder javas = new JavaFinder();
    OciManifestTemplate manifest = new OciManifestTemplate();
    byte[] config;
    try (DockerArchive image = new DockerArchive(archive)) {
      config = image.config();
      manifest.setContainerConfiguration(config.length, descriptor(put(config)));
      List<String> diffIds = image.diffIds();
      for (int i = 0; i < diffIds.size(); i++) {
        String diffId = diffIds.get(i);
        String blob = before.path("layers").path(diffId).asText("");
        if (blob.isEmpty() || !Files.isRegularFile(blobs.resolve(blob))) {
          blob = compress(image, i);
        }
        layers.put(diffId, blob);
        wanted.add(blob);
        try (InputStream layer = unzipped(blobs.resolve(blob))) {
          javas.addLayer(layer);
        }
        manifest.addLayer(Files.size(blobs.resolve(blob)), descriptor(blob));
      }
    }
    byte[] manifestBytes = JsonTemplateMapper.toByteArray(manifest);
    String digest = put(manifestBytes);
    String configHash = ContentHash.of(config).hex();
    wanted.addAll(List.of(digest, configHash));
    writeIndex(id, digest, manifestBytes.length);
    writeRecord(id, digest, configHash, layers, javas.found());
    removeAllBut(wanted);
    return DockerfileImage.of(id, "sha256:" + digest, ImageJson.parse(config), javas.found());
  }

  private void writeIndex(String id, String digest, long size) throws IOException {
    OciIndexTemplate index = new OciIndexTemplate();
    index.addManifest(new BlobDescriptor(size, descriptor(digest)), id);
    Files.write(layout.resolve("index.json"), JsonTemplateMapper.toByteArray(index));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}", UTF_8);
  }

  private void writeRecord(
      String id, String digest, String config, ObjectNode layers, List<String> javas)
      throws IOException {
    ObjectNode json = ImageJson.object();
    json.put("id", id);
    json.put("digest", "sha256:" + digest);
    json.put("config", config);
    json.set("layers", layers);
    javas.forEach(json.withArray("javas")::add);
    Files.writeString(record, json.toPrettyString() + "\n", UTF_8);
  }

  private void removeAllBut(Set<String> wanted) throws IOException {
    try (Stream<Path> present = Files.list(blobs)) {
      for (Path blob : present.toList()) {
        if (!wanted.contains(String.valueOf(blob.getFileName()))) {
          Files.delete(blob);
        }
      }
    }
  }

  private static DescriptorDigest descriptor(String hash) {
    try {
      return DescriptorDigest.fromHash(hash);
    } catch (DigestException e) {
      throw new IllegalStateException("a content hash is a digest: " + hash, e);
    }
  }

  private String compress(DockerArchive image, int layer) throws IOException {
    try (InputStream in = image.layer(layer)) {
      BufferedInputStream content = new BufferedInputStream(in, 1 << 16);
      return isZipped(content)
          ? put(content::transferTo)
          : put(
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

  private interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  private String put(byte[] content) throws IOException {
    return put(out -> out.write(content));
  }

  private String put(Writer writer) throws IOException {
    Path partial = Files.createTempFile(blobs, "partial", null);
    try {
      DigestOutputStream out =
          new DigestOutputStream(Files.newOutputStream(partial), ContentHash.sha256());
      try (out) {
        writer.writeTo(out);
      }
      String hash = ContentHash.ofDigest(out.getMessageDigest().digest()).hex();
      Files.move(partial, blobs.resolve(hash), StandardCopyOption.REPLACE_EXISTING);
      return hash;
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
