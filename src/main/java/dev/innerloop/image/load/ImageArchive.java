package dev.innerloop.image.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.tar.TarStreamBuilder;
import dev.innerloop.image.content.ImageJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An image archive that all tools can load: an OCI image layout, which containerd imports with its
 * digests, and the {@code manifest.json} that Docker reads.
 */
final class ImageArchive {

  private static final Instant TIME = Instant.ofEpochSecond(1);

  /** Block size of tar: an entry has one block of header, and content padded to whole blocks. */
  private static final int BLOCK = 512;

  private final Path layout;

  /**
   * @param layout a directory with one image as an OCI image layout
   */
  ImageArchive(Path layout) {
    this.layout = layout;
  }

  /**
   * Writes the archive.
   *
   * @param reference name of the image
   * @param sent receives the number of bytes written so far
   */
  void writeTo(OutputStream out, String reference, LongConsumer sent) throws IOException {
    JsonNode descriptor = json(layout.resolve("index.json")).path("manifests").path(0);
    String manifest = path(descriptor);
    JsonNode image = json(layout.resolve(manifest));
    String config = path(image.path("config"));
    List<String> layers =
        StreamSupport.stream(image.path("layers").spliterator(), false)
            .map(ImageArchive::path)
            .toList();

    TarStreamBuilder tar = new TarStreamBuilder();
    add(tar, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}");
    add(tar, "index.json", index(descriptor, reference));
    add(tar, "manifest.json", dockerManifest(config, layers, reference));
    tar.addByteEntry(new byte[0], "blobs/", TIME);
    tar.addByteEntry(new byte[0], "blobs/sha256/", TIME);
    addBlob(tar, manifest);
    addBlob(tar, config);
    for (String layer : layers.stream().distinct().toList()) {
      addBlob(tar, layer);
    }
    tar.writeAsTarArchiveTo(new Counting(out, sent));
  }

  /** The approximate size of the archive in bytes. */
  long size() throws IOException {
    long size = 0;
    try (Stream<Path> files = Files.list(layout.resolve("blobs").resolve("sha256"))) {
      for (Path file : files.toList()) {
        size += Files.size(file) + BLOCK;
      }
    }
    return size;
  }

  private void addBlob(TarStreamBuilder tar, String path) throws IOException {
    Path file = layout.resolve(path);
    long size = Files.size(file);
    tar.addBlobEntry(Blobs.from(out -> Files.copy(file, out), true), size, path, TIME);
  }

  private static void add(TarStreamBuilder tar, String path, String text) {
    tar.addByteEntry(text.getBytes(UTF_8), path, TIME);
  }

  private static String index(JsonNode descriptor, String reference) {
    ObjectNode named = (ObjectNode) descriptor.deepCopy();
    ObjectNode annotations = named.withObject("/annotations");
    annotations.put("io.containerd.image.name", reference);
    annotations.put(
        "org.opencontainers.image.ref.name", reference.substring(reference.lastIndexOf(':') + 1));
    ObjectNode index = ImageJson.object();
    index.put("schemaVersion", 2);
    index.put("mediaType", "application/vnd.oci.image.index.v1+json");
    index.putArray("manifests").add(named);
    return index.toString();
  }

  private static String dockerManifest(String config, List<String> layers, String reference) {
    ArrayNode images = ImageJson.array();
    ObjectNode image = images.addObject();
    image.put("Config", config);
    image.putArray("RepoTags").add(reference);
    ArrayNode files = image.putArray("Layers");
    layers.forEach(files::add);
    return images.toString();
  }

  private static String path(JsonNode descriptor) {
    return "blobs/" + descriptor.path("digest").asText().replace(':', '/');
  }

  private static JsonNode json(Path file) throws IOException {
    return ImageJson.read(file);
  }

  /** Reports progress; does not close the underlying stream. */
  private static final class Counting extends OutputStream {

    private final OutputStream out;
    private final LongConsumer sent;
    private long count;

    Counting(OutputStream out, LongConsumer sent) {
      this.out = out;
      this.sent = sent;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count(1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count(length);
    }

    private void count(int length) {
      count += length;
      sent.accept(count);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
