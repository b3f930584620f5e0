package dev.innerloop.manifest.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of an object.
 *
 * @param name name in Kubernetes' Go packages, such as {@code core.v1.Container}
 */
public record Type(String name, Map<String, Field> fields) {

  public Type {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The name in the documentation of Kubernetes. */
  public String title() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  public Optional<Field> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /**
   * A field.
   *
   * @param required whether the API server rejects objects without it
   * @param merges {@code patchStrategy=merge}: lists are joined, not replaced
   * @param replaces {@code patchStrategy=replace}: maps are replaced, not joined
   * @param mergeKey {@code patchMergeKey}: the key that identifies list items; empty for other
   *     fields
   */
  public record Field(
      Shape shape, boolean required, boolean merges, boolean replaces, String mergeKey) {

    /** Used for unknown fields: JSON merge. */
    public static final Field UNKNOWN = new Field(Shape.Single.ANY, false, false, false, "");
  }
}
