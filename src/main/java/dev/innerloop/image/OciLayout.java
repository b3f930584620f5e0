package dev.innerloop.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.tools.jib.blob.BlobDescriptor;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.content.ContentHash;
import dev.innerloop.image.registry.ImageContent;
import dev.innerloop.image.registry.RegistrySession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** One image in a folder, as the OCI image layout has it. */
final class OciLayout {

  private final Path folder;
  private final BlobStore blobs;

  OciLayout(Path folder) {
    this.folder = folder;
    this.blobs = new BlobStore(folder.resolve("blobs"));
  }

  void write(ImageContent image, String tag) throws Exception {
    Set<Path> wanted = new HashSet<>();
    for (ImageContent.Part part : image.parts()) {
      wanted.add(blobs.path(part.hash()));
      if (blobs.find(part.hash()).isEmpty()) {
        Path file = part.file().call();
        blobs.put(out -> Files.copy(file, out));
      }
    }
    byte[] manifest = image.manifestBytes();
    wanted.add(blobs.path(blobs.put(out -> out.write(manifest))));
    OciIndexTemplate index = new OciIndexTemplate();
    index.addManifest(
        new BlobDescriptor(manifest.length, RegistrySession.descriptor(image.digest())), tag);
    Files.write(folder.resolve("index.json"), JsonTemplateMapper.toByteArray(index));
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}", UTF_8);
    try (Stream<Path> present = Files.list(blobs.folder())) {
      for (Path blob : present.filter(file -> !wanted.contains(file)).toList()) {
        Files.delete(blob);
      }
    }
  }

  /** What a layout that we wrote holds. */
  ImageContent read(ContentHash digest) throws IOException {
    OciManifestTemplate manifest =
        JsonTemplateMapper.readJsonFromFile(blobs.path(digest), OciManifestTemplate.class);
    List<ImageContent.Part> layers = new ArrayList<>();
    for (ContentDescriptorTemplate layer : manifest.getLayers()) {
      // Any of them may be the base's: a registry that cannot lend it takes it as usual.
      layers.add(part("layer " + (layers.size() + 1), layer, true));
    }
    ImageContent image =
        ImageContent.of(
            layers,
            part(
                "configuration",
                Objects.requireNonNull(manifest.getContainerConfiguration(), "configuration"),
                false));
    if (!image.digest().equals(digest)) {
      throw new IOException(blobs.path(digest) + " is not the manifest that was built");
    }
    return image;
  }

  private ImageContent.Part part(
      String name, ContentDescriptorTemplate descriptor, boolean mountable) {
    ContentHash hash =
        new ContentHash(Objects.requireNonNull(descriptor.getDigest(), "digest").getHash());
    return new ImageContent.Part(
        name, hash, descriptor.getSize(), mountable, () -> blobs.path(hash));
  }
}
