package dev.innerloop.project.metadata;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * SPDX identifiers of licenses, and the names by which POMs refer to them, from {@code
 * licenses.txt}.
 */
public final class SpdxLicenses {

  /** Read when the first license is looked up. */
  private static final SpdxLicenses BUNDLED = bundled();

  private final Set<String> identifiers = new HashSet<>();
  private final Map<String, String> byName = new HashMap<>();

  private SpdxLicenses() {}

  /** The identifier for a known name or URL; otherwise the name itself. */
  public static String of(String name) {
    return BUNDLED.byName.getOrDefault(key(name), name);
  }

  public static boolean isIdentifier(String license) {
    return BUNDLED.identifiers.contains(license);
  }

  private static SpdxLicenses bundled() {
    try (InputStream stream =
            Objects.requireNonNull(SpdxLicenses.class.getResourceAsStream("licenses.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      SpdxLicenses licenses = new SpdxLicenses();
      String identifier = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        if (!line.startsWith(" ")) {
          identifier = line;
          licenses.identifiers.add(identifier);
        }
        licenses.byName.put(key(line.strip()), identifier);
      }
      return licenses;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(String name) {
    String text = name.toLowerCase(Locale.ROOT);
    return text.matches("https?://.*")
        ? text.replaceFirst("^https?://(www\\.)?", "").replaceFirst("/$", "")
        : text;
  }
}
