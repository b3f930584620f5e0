package dev.innerloop.project.metadata;

import java.util.Locale;
import java.util.Map;

/** SPDX identifiers of licenses. */
public final class SpdxLicenses {

  /** The most frequent license names in POMs on Maven Central, in lower case. */
  private static final Map<String, String> IDENTIFIERS =
      Map.ofEntries(
          Map.entry("apache-2.0", "Apache-2.0"),
          Map.entry("apache license, version 2.0", "Apache-2.0"),
          Map.entry("apache license version 2.0", "Apache-2.0"),
          Map.entry("apache license 2.0", "Apache-2.0"),
          Map.entry("apache 2.0", "Apache-2.0"),
          Map.entry("apache 2", "Apache-2.0"),
          Map.entry("apache software license - version 2.0", "Apache-2.0"),
          Map.entry("the apache license, version 2.0", "Apache-2.0"),
          Map.entry("the apache software license, version 2.0", "Apache-2.0"),
          Map.entry("mit", "MIT"),
          Map.entry("mit license", "MIT"),
          Map.entry("the mit license", "MIT"),
          Map.entry("the mit license (mit)", "MIT"),
          Map.entry("mit-0", "MIT-0"),
          Map.entry("epl-1.0", "EPL-1.0"),
          Map.entry("epl 1.0", "EPL-1.0"),
          Map.entry("eclipse public license - v 1.0", "EPL-1.0"),
          Map.entry("eclipse public license v1.0", "EPL-1.0"),
          Map.entry("epl-2.0", "EPL-2.0"),
          Map.entry("epl 2.0", "EPL-2.0"),
          Map.entry("eclipse public license 2.0", "EPL-2.0"),
          Map.entry("eclipse public license v2.0", "EPL-2.0"),
          Map.entry("eclipse public license v. 2.0", "EPL-2.0"),
          Map.entry("eclipse public license - v 2.0", "EPL-2.0"),
          Map.entry("edl 1.0", "BSD-3-Clause"),
          Map.entry("eclipse distribution license - v 1.0", "BSD-3-Clause"),
          Map.entry("bsd-2-clause", "BSD-2-Clause"),
          Map.entry("bsd 2-clause license", "BSD-2-Clause"),
          Map.entry("bsd-3-clause", "BSD-3-Clause"),
          Map.entry("bsd 3-clause license", "BSD-3-Clause"),
          Map.entry("cc0", "CC0-1.0"),
          Map.entry("cc0-1.0", "CC0-1.0"),
          Map.entry("gpl2 w/ cpe", "GPL-2.0-with-classpath-exception"),
          Map.entry(
              "gnu general public license, version 2 with the gnu classpath exception",
              "GPL-2.0-with-classpath-exception"),
          Map.entry("lgpl-2.1-only", "LGPL-2.1-only"),
          Map.entry("lgpl-2.1-or-later", "LGPL-2.1-or-later"),
          Map.entry("mpl-2.0", "MPL-2.0"),
          Map.entry("mpl 2.0", "MPL-2.0"));

  private SpdxLicenses() {}

  /** The identifier for a known name; otherwise the name itself. */
  public static String of(String name) {
    return IDENTIFIERS.getOrDefault(name.toLowerCase(Locale.ROOT), name);
  }

  public static boolean isIdentifier(String license) {
    return IDENTIFIERS.containsValue(license);
  }
}
