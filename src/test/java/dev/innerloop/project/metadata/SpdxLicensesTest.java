package dev.innerloop.project.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SpdxLicensesTest {

  @ParameterizedTest
  @CsvSource({
    "apache-2.0, Apache-2.0",
    "'The Apache Software License, Version 2.0', Apache-2.0",
    "Apache Public License 2.0, Apache-2.0",
    "http://www.apache.org/licenses/LICENSE-2.0.txt, Apache-2.0",
    "https://opensource.org/licenses/MIT/, MIT",
    "'GNU General Public License, version 2 (GPL2), with the classpath exception',"
        + " GPL-2.0-with-classpath-exception",
    "'Eclipse Public License, Version 1.0', EPL-1.0",
    "Common Public License Version 1.0, CPL-1.0",
    "EDL 1.0, BSD-3-Clause",
    "House Rules, House Rules",
    "https://example.com/terms, https://example.com/terms"
  })
  void findsTheIdentifierForANameOrUrl(String name, String license) {
    assertThat(SpdxLicenses.of(name)).isEqualTo(license);
  }

  @Test
  void leavesANameThatMayMeanSeveralLicenses() {
    assertThat(List.of("BSD", "BSD License", "GPL", "LGPL", "Public Domain", "Apache License"))
        .allSatisfy(name -> assertThat(SpdxLicenses.of(name)).isEqualTo(name));
  }

  @Test
  void distinguishesIdentifiersFromNames() {
    assertThat(SpdxLicenses.isIdentifier("Apache-2.0")).isTrue();
    assertThat(SpdxLicenses.isIdentifier("House Rules")).isFalse();
  }

  @Test
  void hasOnlyIdentifiersOfTheSpdxLicenseList() throws IOException {
    List<String> list = new ArrayList<>();
    try (InputStream schema = SpdxLicensesTest.class.getResourceAsStream("/spdx.schema.json")) {
      for (JsonNode each : new JsonMapper().readTree(schema).path("enum")) {
        list.add(each.asString());
      }
    }

    assertThat(list).containsAll(lines().filter(line -> !line.startsWith(" ")).toList());
  }

  @Test
  void namesNothingTwice() throws IOException {
    assertThat(lines().map(line -> line.strip().toLowerCase(Locale.ROOT)).toList())
        .doesNotHaveDuplicates();
  }

  private static Stream<String> lines() throws IOException {
    try (InputStream in = SpdxLicenses.class.getResourceAsStream("licenses.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    }
  }
}
