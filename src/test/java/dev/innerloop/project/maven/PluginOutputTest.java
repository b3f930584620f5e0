package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluginOutputTest {

  private static final String PRINTED =
      """
      [INFO] Processing grammar: Calc.g4
      [\u001b[1;31mERROR\u001b[m] file:/shop/shop.xsd [2,87]
      org.xml.sax.SAXParseException: Cannot resolve the name
          at com.sun.tools.xjc.Driver.run (Driver.java:329)
          ... 12 more
      [WARNING] deprecated
        since 1.2
      [ERROR] the schema is invalid
      """;

  @Test
  void whatWasLoggedWithALevelHasTheLinesThatContinueItButNoStackTrace() {
    assertThat(PluginOutput.of("ERROR", PRINTED))
        .isEqualTo(
            """
            file:/shop/shop.xsd [2,87]
            org.xml.sax.SAXParseException: Cannot resolve the name
            the schema is invalid\
            """);
    assertThat(PluginOutput.of("WARNING", PRINTED)).isEqualTo("deprecated\n  since 1.2");
  }

  @Test
  void whatIsPrintedBeforeAnythingIsLoggedHasNoLevel() {
    assertThat(PluginOutput.of("ERROR", "Picked up JAVA_TOOL_OPTIONS\n[INFO] done")).isEmpty();
  }
}
