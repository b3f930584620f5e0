package dev.innerloop.image.dockerfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.innerloop.image.content.ImageJson;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** An archive of one image in the format of {@code docker save}. */
final class DockerArchive implements Closeable {

  private final TarFile tar;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();
  private final JsonNode manifest;

  DockerArchive(Path file) throws IOException {
    tar = new TarFile(file);
    tar.getEntries().forEach(entry -> entries.put(entry.getName(), entry));
    manifest = ImageJson.parse(bytes("manifest.json")).path(0);
  }

  byte[] config() throws IOException {
    return bytes(manifest.path("Config").asText());
  }

  /** The diff IDs: digests of the uncompressed layers. */
  List<String> diffIds() throws IOException {
    return ImageJson.texts(ImageJson.parse(config()).path("rootfs").path("diff_ids"));
  }

  /** A layer, compressed or not. */
  InputStream layer(int number) throws IOException {
    return tar.getInputStream(entry(ImageJson.texts(manifest.path("Layers")).get(number)));
  }

  private byte[] bytes(String path) throws IOException {
    try (InputStream in = tar.getInputStream(entry(path))) {
      return in.readAllBytes();
    }
  }

  private TarArchiveEntry entry(String path) throws IOException {
    TarArchiveEntry entry = entries.get(path);
    if (entry != null && entry.isSymbolicLink()) {
      // Docker before version 25 writes equal layers once.
      String target = Path.of(path).resolveSibling(entry.getLinkName()).normalize().toString();
      entry = entries.get(target.replace('\\', '/'));
    }
    if (entry == null) {
      throw new IOException("the archive of the image lacks " + path);
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
