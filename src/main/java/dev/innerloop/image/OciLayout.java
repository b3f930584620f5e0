package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.image.content.BlobDirectory;
import dev.innerloop.image.content.ImageJson;
import dev.innerloop.image.registry.RegistrySession;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An OCI image layout with the image or index of one tag. */
final class OciLayout {

  private final Path folder;
  private final BlobDirectory blobs;

  OciLayout(Path folder) {
    this.folder = folder;
    this.blobs = new BlobDirectory(folder.resolve("blobs"));
  }

  void write(ImageSet images, List<String> tags) throws Exception {
    Set<Path> needed = new HashSet<>();
    for (PlatformImage image : images.all()) {
      for (PlatformImage.Part part : image.parts()) {
        needed.add(blobs.path(part.hash()));
        if (blobs.find(part.hash()).isEmpty()) {
          blobs.link(part.hash(), part.file().call());
        }
      }
      needed.add(put(image.manifest()));
    }
    needed.add(put(images.manifest()));
    OciIndexTemplate index = new OciIndexTemplate();
    for (String tag : tags) {
      index.addManifest(
          new BlobDescriptor(
              images.manifest().toBytes().length, RegistrySession.descriptor(images.digest())),
          tag);
    }
    Files.write(folder.resolve("index.json"), JsonTemplateMapper.toByteArray(index));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}", UTF_8);
    blobs.removeAllBut(needed);
  }

  /**
   * Whether the layout contains the complete image under these tags, so that nothing must be
   * written.
   */
  boolean contains(ContentHash digest, List<String> tags) {
    try {
      List<String> named = new ArrayList<>();
      for (JsonNode each : ImageJson.read(folder.resolve("index.json")).path("manifests")) {
        if (hash(each).equals(digest)) {
          named.add(each.path("annotations").path("org.opencontainers.image.ref.name").asText());
        }
      }
      return named.equals(tags) && isComplete(digest);
    } catch (IOException | IllegalArgumentException e) { // not written by this plugin
      return false;
    }
  }

  private boolean isComplete(ContentHash manifest) throws IOException {
    JsonNode json = ImageJson.read(blobs.path(manifest));
    for (JsonNode each : json.path("manifests")) {
      if (!isComplete(hash(each))) {
        return false;
      }
    }
    List<JsonNode> parts = new ArrayList<>();
    json.path("layers").forEach(parts::add);
    Optional.ofNullable(json.get("config")).ifPresent(parts::add);
    for (JsonNode part : parts) {
      if (blobs.find(hash(part)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static ContentHash hash(JsonNode descriptor) {
    return ContentHash.ofHex(descriptor.path("digest").asText().replaceFirst("^sha256:", ""));
  }

  private Path put(OciManifest manifest) throws IOException {
    byte[] bytes = manifest.toBytes();
    return blobs.path(blobs.put(out -> out.write(bytes)));
  }

  /** The images of a layout that this plugin wrote. */
  ImageSet read(ContentHash digest) throws IOException {
    OciManifest manifest = manifest(digest);
    if (manifest.manifests().isEmpty()) {
      PlatformImage image = image(manifest, "");
      return new ImageSet(List.of(image), manifest, digest);
    }
    List<PlatformImage> images = new ArrayList<>();
    for (OciManifest.Descriptor each : manifest.manifests()) {
      images.add(image(manifest(each.blob().hash()), each.architecture()));
    }
    return new ImageSet(List.copyOf(images), manifest, digest);
  }

  private OciManifest manifest(ContentHash digest) throws IOException {
    byte[] bytes = Files.readAllBytes(blobs.path(digest));
    if (!ContentHash.of(bytes).equals(digest)) {
      throw new IOException(blobs.path(digest) + " is not the manifest that was built");
    }
    return OciManifest.parse(bytes);
  }

  private PlatformImage image(OciManifest manifest, String architecture) throws IOException {
    List<PlatformImage.Part> layers = new ArrayList<>();
    for (OciManifest.Descriptor layer : manifest.layers()) {
      // Any blob may belong to the base image; if the registry cannot mount it, it is pushed as
      // usual.
      layers.add(part("layer " + (layers.size() + 1), layer, true));
    }
    return PlatformImage.of(
        manifest,
        layers,
        part("configuration", Objects.requireNonNull(manifest.config(), "configuration"), false),
        architecture);
  }

  private PlatformImage.Part part(
      String name, OciManifest.Descriptor descriptor, boolean mountable) {
    OciManifest.Blob blob = descriptor.blob();
    return new PlatformImage.Part(
        name, blob.hash(), blob.size(), mountable, () -> blobs.path(blob.hash()));
  }
}
