package dev.innerloop.manifest.provenance;

/**
 * The origin of a field.
 *
 * @param resource such as {@code Deployment hello}
 * @param field its path, such as {@code spec.template.spec.containers[hello].image}; list elements
 *     by name or index, keys with dots in brackets; empty for the whole resource
 * @param value the value of the input; empty for the whole resource
 * @param from description of the input
 */
public record Reason(String resource, String field, String value, String from) {

  /** Replaces a secret value. */
  public static final String SECRET = "(secret)";

  /** Replaces the value of a removed field. */
  public static final String REMOVED = "(removed)";

  @Override
  public String toString() {
    return resource
        + (field.isEmpty() ? "" : " " + field)
        + (value.isEmpty() ? "" : " = " + value)
        + "  from "
        + from;
  }
}
