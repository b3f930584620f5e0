package dev.innerloop.local;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A locale in which the JVM can read and write files with any name. In the POSIX locale, which a
 * process has without any setting, it refuses a class file named {@code Größe.class}.
 */
final class Utf8Locale {

  /** In the order in which they decide on the encoding of file names. */
  private static final List<String> VARIABLES = List.of("LC_ALL", "LC_CTYPE", "LANG");

  private static final Set<String> POSIX = Set.of("C", "POSIX");
  private static final String UTF_8 = "C.UTF-8";

  private Utf8Locale() {}

  /**
   * What to add to an environment: nothing if it has a locale other than POSIX. Only the encoding
   * changes: language, sorting and formats stay those of the POSIX locale.
   */
  static Map<String, String> additions(Map<String, String> environment) {
    String deciding =
        VARIABLES.stream()
            .filter(name -> !Objects.requireNonNullElse(environment.get(name), "").isEmpty())
            .findFirst()
            .orElse("");
    if (deciding.isEmpty()) {
      return Map.of("LC_CTYPE", UTF_8);
    }
    if (!POSIX.contains(environment.get(deciding))) {
      return Map.of();
    }
    return Map.of(deciding.equals("LC_ALL") ? deciding : "LC_CTYPE", UTF_8);
  }
}
