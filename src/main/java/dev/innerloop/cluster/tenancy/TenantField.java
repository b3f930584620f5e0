package dev.innerloop.cluster.tenancy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a Tenant, whose kind has no class here and differs between versions: a field that is
 * missing or of an unexpected type is empty.
 */
public record TenantField(@Nullable Object value) {

  /** The field at a path from the resource's root. */
  public static TenantField of(GenericKubernetesResource tenant, Object... path) {
    return new TenantField(tenant.get(path));
  }

  /** A field of this object. */
  public TenantField in(String field) {
    return new TenantField(value instanceof Map<?, ?> map ? map.get(field) : null);
  }

  /** The elements of this list. */
  public Stream<TenantField> elements() {
    return value instanceof List<?> list ? list.stream().map(TenantField::new) : Stream.empty();
  }

  /** The strings in this list. */
  public Stream<String> texts() {
    return elements()
        .map(TenantField::value)
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** This string, unless it is blank. */
  public Optional<String> text() {
    return value instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  public boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }
}
