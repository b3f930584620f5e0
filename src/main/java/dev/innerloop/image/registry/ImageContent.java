package dev.innerloop.image.registry;

import com.google.cloud.tools.jib.image.json.OciManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.content.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * All that makes an image: its manifest, and the blobs that the manifest names, the configuration
 * last.
 */
public record ImageContent(OciManifestTemplate manifest, ContentHash digest, List<Part> parts) {

  /**
   * One blob.
   *
   * @param name what users are shown
   * @param inBase whether the base image's repository has it
   * @param file brings it to this machine if need be
   */
  public record Part(
      String name, ContentHash hash, long size, boolean inBase, Callable<Path> file) {}

  public static ImageContent of(List<Part> layers, Part config) throws IOException {
    OciManifestTemplate manifest = new OciManifestTemplate();
    for (Part layer : layers) {
      manifest.addLayer(layer.size(), RegistrySession.descriptor(layer.hash()));
    }
    manifest.setContainerConfiguration(config.size(), RegistrySession.descriptor(config.hash()));
    List<Part> parts = new ArrayList<>(layers);
    parts.add(config);
    return new ImageContent(
        manifest, ContentHash.of(JsonTemplateMapper.toByteArray(manifest)), List.copyOf(parts));
  }

  public byte[] manifestBytes() throws IOException {
    return JsonTemplateMapper.toByteArray(manifest);
  }
}
