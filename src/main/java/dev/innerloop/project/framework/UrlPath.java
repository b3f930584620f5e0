package dev.innerloop.project.framework;

import dev.innerloop.project.SourcedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path composed of settings.
 *
 * @param value without a trailing slash; empty for the root
 * @param origins of the configured parts
 */
record UrlPath(String value, List<String> origins) {

  static final UrlPath ROOT = new UrlPath("", List.of());

  UrlPath {
    origins = List.copyOf(origins);
  }

  UrlPath then(String part) {
    String path = part.replaceAll("^/+|/+$", "");
    return path.isEmpty() ? this : new UrlPath(value + "/" + path, origins);
  }

  /** Appends the setting, or else the default. */
  UrlPath then(Optional<SourcedValue<String>> setting, String otherwise) {
    return setting
        .map(it -> new UrlPath(then(it.value()).value, with(it.from())))
        .orElseGet(() -> then(otherwise));
  }

  /** The same, except that a leading slash makes the setting absolute. */
  UrlPath resolve(Optional<SourcedValue<String>> setting, String otherwise) {
    boolean absolute = setting.map(SourcedValue::value).orElse(otherwise).startsWith("/");
    return absolute ? ROOT.then(setting, otherwise) : then(setting, otherwise);
  }

  private List<String> with(String origin) {
    List<String> all = new ArrayList<>(origins);
    all.add(origin);
    return all;
  }

  /**
   * @param otherwise origin if no part is configured
   */
  SourcedValue<String> sourced(String otherwise) {
    return new SourcedValue<>(
        value.isEmpty() ? "/" : value, origins.isEmpty() ? otherwise : String.join(", ", origins));
  }
}
