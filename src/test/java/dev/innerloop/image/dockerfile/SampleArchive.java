package dev.innerloop.image.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.wire.ContentHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** An archive as {@code docker save} writes it. */
final class SampleArchive {

  private final List<byte[]> layers = new ArrayList<>();
  private String config = "\"Entrypoint\":[\"/app/run\"]";

  /** A layer with empty files of these names; a name that ends in {@code ->} is a link. */
  SampleArchive layer(String... paths) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String path : paths) {
        tar.putArchiveEntry(
            path.endsWith("->")
                ? new TarArchiveEntry(path.replace("->", ""), TarConstants.LF_SYMLINK)
                : new TarArchiveEntry(path));
        tar.closeArchiveEntry();
      }
    }
    layers.add(bytes.toByteArray());
    return this;
  }

  /** What the image says of itself, as the inside of its {@code config} object. */
  SampleArchive config(String json) {
    config = json;
    return this;
  }

  byte[] layers(int number) {
    return layers.get(number);
  }

  String configuration() {
    StringBuilder diffIds = new StringBuilder();
    for (byte[] layer : layers) {
      diffIds
          .append(diffIds.isEmpty() ? "" : ",")
          .append("\"sha256:")
          .append(ContentHash.of(layer).hex())
          .append('"');
    }
    return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{"
        + config
        + "},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
        + diffIds
        + "]}}";
  }

  /** The image's id: the hash of its configuration. */
  String id() {
    return ContentHash.of(configuration().getBytes(UTF_8)).hex();
  }

  Path writeTo(Path file) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(file))) {
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < layers.size(); i++) {
        names.append(i == 0 ? "" : ",").append("\"").append(i).append("/layer.tar\"");
        add(tar, i + "/layer.tar", layers.get(i));
      }
      add(tar, id() + ".json", configuration().getBytes(UTF_8));
      String manifest =
          "[{\"Config\":\"%s.json\",\"RepoTags\":null,\"Layers\":[%s]}]".formatted(id(), names);
      add(tar, "manifest.json", manifest.getBytes(UTF_8));
    }
    return file;
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
