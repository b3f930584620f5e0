package dev.innerloop.image;

import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.json.JsonTemplate;
import com.google.cloud.tools.jib.json.JsonTemplateMapper;
import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An OCI manifest: of an image, an image index, or an artifact that refers to an image. jib's own
 * types do not support annotations, subjects, or layers that are not archives.
 */
@SuppressWarnings("FieldCanBeFinal") // set by the JSON parser
public final class OciManifest implements ManifestTemplate {

  static final String IMAGE = "application/vnd.oci.image.manifest.v1+json";
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  /** Media type of an empty configuration. */
  static final String EMPTY = "application/vnd.oci.empty.v1+json";

  private int schemaVersion = 2;
  private String mediaType = IMAGE;
  private @Nullable String artifactType;
  private @Nullable Descriptor config;
  private @Nullable List<Descriptor> layers;
  private @Nullable List<Descriptor> manifests;
  private @Nullable Descriptor subject;
  private @Nullable SortedMap<String, String> annotations;

  /** The manifest of an image. */
  public static OciManifest image(
      Blob config, List<Blob> layers, SortedMap<String, String> annotations) {
    OciManifest manifest = new OciManifest();
    manifest.config = new Descriptor(CONFIG, config);
    manifest.layers = layers.stream().map(layer -> new Descriptor(LAYER, layer)).toList();
    manifest.annotations = annotations.isEmpty() ? null : new TreeMap<>(annotations);
    return manifest;
  }

  /** The index of images for several platforms. */
  public static OciManifest index(List<Descriptor> images, SortedMap<String, String> annotations) {
    OciManifest manifest = new OciManifest();
    manifest.mediaType = INDEX;
    manifest.manifests = List.copyOf(images);
    manifest.annotations = annotations.isEmpty() ? null : new TreeMap<>(annotations);
    return manifest;
  }

  /** The manifest of a file that refers to an image. */
  static OciManifest artifact(String type, Blob config, Blob file, Descriptor subject) {
    OciManifest manifest = new OciManifest();
    manifest.artifactType = type;
    manifest.config = new Descriptor(EMPTY, config);
    manifest.layers = List.of(new Descriptor(type, file));
    manifest.subject = subject;
    return manifest;
  }

  public static OciManifest parse(byte[] json) throws IOException {
    return JsonTemplateMapper.readJson(json, OciManifest.class);
  }

  public byte[] toBytes() throws IOException {
    return JsonTemplateMapper.toByteArray(this);
  }

  /** Its descriptor: type, digest and size. */
  public Descriptor descriptor() throws IOException {
    byte[] bytes = toBytes();
    return new Descriptor(mediaType, new Blob(ContentHash.of(bytes), bytes.length));
  }

  public @Nullable Descriptor config() {
    return config;
  }

  public List<Descriptor> layers() {
    return layers == null ? List.of() : layers;
  }

  /** The manifests of an index; empty for other manifests. */
  public List<Descriptor> manifests() {
    return manifests == null ? List.of() : manifests;
  }

  @Override
  public int getSchemaVersion() {
    return schemaVersion;
  }

  @Override
  public String getManifestMediaType() {
    return mediaType;
  }

  /** Digest and size of a blob. */
  public record Blob(ContentHash hash, long size) {}

  /** An OCI content descriptor. */
  @SuppressWarnings("FieldCanBeFinal")
  public static final class Descriptor implements JsonTemplate {

    private String mediaType = "";
    private String digest = "";
    private long size;
    private @Nullable String artifactType;
    private @Nullable SortedMap<String, String> platform;

    private Descriptor() {}

    Descriptor(String mediaType, Blob blob) {
      this.mediaType = mediaType;
      this.digest = "sha256:" + blob.hash().hex();
      this.size = blob.size();
    }

    /** The descriptor of an image for a platform. */
    Descriptor on(String architecture) {
      platform = new TreeMap<>();
      platform.put("architecture", architecture);
      platform.put("os", "linux");
      return this;
    }

    /** The descriptor of an artifact. */
    Descriptor as(String type) {
      artifactType = type;
      return this;
    }

    public Blob blob() {
      return new Blob(ContentHash.ofHex(digest.substring("sha256:".length())), size);
    }

    public String architecture() {
      return platform == null ? "" : platform.getOrDefault("architecture", "");
    }
  }
}
