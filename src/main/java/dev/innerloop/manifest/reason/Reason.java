package dev.innerloop.manifest.reason;

/**
 * Why a field is as it is.
 *
 * @param resource such as {@code Deployment hello}
 * @param field its path, such as {@code spec.template.spec.containers[hello].image}; elements of
 *     lists by their name or index, keys with dots in brackets, too
 * @param value as it was taken over
 * @param from the input, in the user's words
 */
public record Reason(String resource, String field, String value, String from) {

  @Override
  public String toString() {
    return resource + " " + field + " = " + value + "  from " + from;
  }
}
