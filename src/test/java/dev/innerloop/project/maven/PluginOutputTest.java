package dev.innerloop.project.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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

  @Test
  void threadsOfThePluginAreTakenAndThoseOfTheSessionAreShown() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown, true, UTF_8));
    try (PluginOutput output = PluginOutput.take()) {
      System.out.println("[ERROR] of the plugin");
      print("RMI TCP Connection(3)-127.0.0.1", "[ERROR] of the compiler's daemon");
      print("dev-local-output", "[INFO] of the app");

      assertThat(output.of("ERROR")).isEqualTo("of the plugin\nof the compiler's daemon");
      assertThat(shown.toString(UTF_8)).isEqualTo("[INFO] of the app\n");
    } finally {
      System.setOut(before);
    }
  }

  private static void print(String thread, String line) throws InterruptedException {
    Thread printing = new Thread(() -> System.out.println(line), thread);
    printing.start();
    printing.join();
  }
}
