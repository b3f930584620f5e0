package dev.innerloop.manifest.reason;

/**
 * Why a field is as it is.
 *
 * @param resource such as {@code Deployment hello}
 * @param field its path, such as {@code spec.template.spec.containers[hello].image}; elements of
 *     lists by their name or index, keys with dots in brackets, too; empty for all of the resource
 * @param value as it was taken over; empty for all of the resource
 * @param from the input, in the user's words
 */
public record Reason(String resource, String field, String value, String from) {

  /** In place of a value that is nobody's to see. */
  public static final String SECRET = "(secret)";

  /** In place of a value where there is none any more. */
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
