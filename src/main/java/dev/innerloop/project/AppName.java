package dev.innerloop.project;

import java.util.Locale;

/** Converts Maven names to valid Kubernetes names. */
public final class AppName {

  private static final int MAX_LENGTH = 53; // leaves room for the suffixes that controllers add

  private AppName() {}

  /**
   * The name as an RFC 1123 label that is also valid for a Service: lower case, letters, digits and
   * hyphens, starting with a letter.
   */
  public static String of(String name) {
    String label =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+", "")
            .replaceAll("-+$", "");
    if (label.length() > MAX_LENGTH) {
      label = label.substring(0, MAX_LENGTH).replaceAll("-+$", "");
    }
    return label.isEmpty() ? "app" : label;
  }

  /** Whether a name set by the user is valid. */
  public static boolean isValid(String name) {
    return name.length() <= MAX_LENGTH && name.matches("[a-z]([-a-z0-9]*[a-z0-9])?");
  }
}
