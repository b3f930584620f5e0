package dev.innerloop.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.innerloop.manifest.Labels;
import dev.innerloop.manifest.tree.Node;
import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import dev.innerloop.manifest.tree.Node.Sequence;
import dev.innerloop.wire.ContentHash;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Resources without the labels and annotations of this plugin. */
final class MetadataCleanup {

  /**
   * Annotation that replaces pods when their configuration changes, with Helm's conventional name.
   */
  private static final String CHECKSUM = "checksum/config";

  private static final String OURS = "dev.innerloop/";

  /** Removed because it also depends on Secrets, and a hash of a secret must not be published. */
  private static final String OUR_CHECKSUM = OURS + "config";

  private final Optional<String> checksum;

  private MetadataCleanup(Optional<String> checksum) {
    this.checksum = checksum;
  }

  /**
   * @param summed the ConfigMaps whose changes replace the pods
   */
  static List<Mapping> of(List<Mapping> resources, Predicate<Mapping> summed) {
    List<Mapping> configuration =
        resources.stream()
            .filter(it -> it.text("kind").equals(Optional.of("ConfigMap")))
            .filter(summed)
            .toList();
    MetadataCleanup neutral =
        new MetadataCleanup(
            configuration.isEmpty() ? Optional.empty() : Optional.of(hash(configuration)));
    return resources.stream().map(resource -> (Mapping) neutral.without(resource)).toList();
  }

  private Node without(Node node) {
    if (node instanceof Sequence list) {
      return new Sequence(list.at(), list.items().stream().map(this::without).toList());
    }
    if (!(node instanceof Mapping mapping)) {
      return node;
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    mapping
        .fields()
        .forEach(
            (field, value) ->
                fields.put(
                    field,
                    field.equals("metadata") && value instanceof Mapping metadata
                        ? metadata(metadata)
                        : without(value)));
    return new Mapping(mapping.at(), fields);
  }

  private Mapping metadata(Mapping metadata) {
    Mapping changed = metadata;
    if (metadata.text("labels", Labels.MANAGED_BY).equals(Optional.of(Labels.MANAGER))) {
      changed = with(changed, "labels", labels -> labels.remove(Labels.MANAGED_BY));
    }
    return with(
        changed,
        "annotations",
        annotations -> {
          Node config = annotations.get(OUR_CHECKSUM);
          annotations.keySet().removeIf(name -> name.startsWith(OURS));
          if (config != null) {
            checksum.ifPresent(hash -> annotations.put(CHECKSUM, new Scalar(config.at(), hash)));
          }
        });
  }

  private interface Change {
    void of(Map<String, Node> fields);
  }

  private static Mapping with(Mapping metadata, String field, Change change) {
    Optional<Mapping> map = metadata.mapping(field);
    if (map.isEmpty()) {
      return metadata;
    }
    Map<String, Node> fields = new LinkedHashMap<>(map.get().fields());
    change.of(fields);
    return fields.isEmpty()
        ? metadata.without(field)
        : metadata.with(field, new Mapping(map.get().at(), fields));
  }

  private static String hash(List<Mapping> configuration) {
    MessageDigest digest = ContentHash.sha256();
    for (Mapping map : configuration) {
      for (String field : List.of("data", "binaryData")) {
        String content = map.mapping(field).map(data -> data.plain().toString()).orElse("");
        digest.update((content.length() + content).getBytes(UTF_8));
      }
    }
    return ContentHash.ofDigest(digest.digest()).hex().substring(0, 16);
  }
}
