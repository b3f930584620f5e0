package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real plugins print of errors in their input. */
class PluginErrorsTest {

  @TempDir Path root;

  private Path grammar;
  private PluginErrors errors;

  @BeforeEach
  void files() throws IOException {
    grammar = SampleModule.write(root.resolve("src/main/antlr4/Calc.g4"), "grammar Calc;");
    SampleModule.write(root.resolve("src/main/xsd/shop.xsd"), "<xs:schema/>");
    SampleModule.write(root.resolve("src/main/java/Cart.java"), "class Cart {}");
    errors = new PluginErrors(root, List.of(grammar));
  }

  @Test
  void antlr() {
    assertThat(
            message(
                "ANTLR 4 caught 1 build errors.",
                "[INFO] Processing grammar: Calc.g4",
                "[ERROR] error(50): Calc.g4:5:7: syntax error: ';' came as a surprise to me",
                "[ERROR] " + grammar + " [5:7]: syntax error: ';' came as a surprise to me",
                "org.antlr.runtime.NoViableAltException",
                "    at org.antlr.v4.parse.ANTLRParser.notSet (ANTLRParser.java:7111)"))
        .isEqualTo("src/main/antlr4/Calc.g4:5:7: syntax error: ';' came as a surprise to me");
  }

  @Test
  void xjc() {
    assertThat(
            message(
                "No generated package",
                "[\u001b[1;31mERROR\u001b[m] file:" + root + "/src/main/xsd/shop.xsd [2,87] ",
                "org.xml.sax.SAXParseException: Cannot resolve the name 'xs:strin'.",
                "    at com.sun.tools.xjc.Driver.run (Driver.java:329)"))
        .isEqualTo("src/main/xsd/shop.xsd:2:87: Cannot resolve the name 'xs:strin'.");
  }

  @Test
  void protoc() {
    assertThat(
            message(
                "protoc did not exit cleanly. Review output for more information.",
                "[ERROR] PROTOC FAILED: shop.proto:6:1: Expected \";\".",
                "[ERROR] " + root + "/shop.proto [0:0]: shop.proto:6:1: Expected \";\"."))
        .isEqualTo("shop.proto:6:1: Expected \";\".");
  }

  @Test
  void compilers() {
    assertThat(
            message(
                "Compilation failure\n"
                    + root
                    + "/src/main/java/Cart.java:[3,5] ';' expected\n"
                    + root
                    + "/src/main/java/Cart.java:[7,9] cannot find symbol",
                "[ERROR] COMPILATION ERROR : ",
                "[ERROR] " + root + "/src/main/java/Cart.java:[3,5] ';' expected",
                "[INFO] 1 error"))
        .isEqualTo(
            "src/main/java/Cart.java:3:5: ';' expected\n"
                + "src/main/java/Cart.java:7:9: cannot find symbol");
  }

  @Test
  void aPluginThatKnowsNoPositionIsNamedWithWhatItPrinted() {
    assertThat(
            message(
                "Code generation failed.",
                "[WARNING] deprecated",
                "[ERROR] attribute paths is missing",
                "[ERROR] attribute paths is missing",
                "    at org.openapitools.Generator.main (Generator.java:12)"))
        .isEqualTo("shop:generate failed: Code generation failed.\nattribute paths is missing");
  }

  private String message(String failure, String... printed) {
    return errors.message("shop:generate", new Exception(failure), List.of(printed));
  }
}
