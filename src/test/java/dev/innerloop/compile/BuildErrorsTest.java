package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.project.build.BuildFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts are those of the Maven plugins. */
class BuildErrorsTest {

  /** An input that has changed. */
  private static final Path GRAMMAR = Path.of("/projects/shop/src/main/antlr4/Calc.g4");

  @Test
  void ofMavenCompilerPluginWithJavac() {
    assertThat(
            errors(
                """
                /projects/shop/src/main/java/Cart.java:[3,19] cannot find symbol
                  symbol:   variable total
                  location: class Cart
                /projects/shop/src/main/java/Order.java:[7] ';' expected
                """))
        .containsExactly(
            "shop/src/main/java/Cart.java:3:19: error: cannot find symbol\n"
                + "  symbol:   variable total\n"
                + "  location: class Cart",
            "shop/src/main/java/Order.java:7: error: ';' expected");
  }

  @Test
  void ofKotlin() {
    assertThat(
            errors(
                """
                file:///projects/shop/src/main/kotlin/Main.kt:[4,9] Unresolved reference: cart
                /projects/shop/src/main/kotlin/Cart.kt: (5, 2) Expecting member declaration
                """))
        .containsExactly(
            "shop/src/main/kotlin/Main.kt:4:9: error: Unresolved reference: cart",
            "shop/src/main/kotlin/Cart.kt:5:2: error: Expecting member declaration");
  }

  @Test
  void ofKotlinSince2Point2() {
    assertThat(
            errors(
                """
                Compilation failure
                file:///projects/shop/src/main/kotlin/Text.kt:4:10 Unresolved reference 'one'.
                """))
        .containsExactly("shop/src/main/kotlin/Text.kt:4:10: error: Unresolved reference 'one'.");
  }

  @Test
  void ofAspectJ() {
    assertThat(
            errors(
                """
                AJC compiler errors:
                error at return cart.total();
                            ^^
                /projects/shop/src/main/java/Cart.java:36:0::0 The method total() is undefined
                error at before() : calls() {
                         ^^
                /projects/shop/src/main/java/Audit.aj:8:0::0 calls cannot be resolved
                """))
        .containsExactly(
            "shop/src/main/java/Cart.java:36: error: The method total() is undefined",
            "shop/src/main/java/Audit.aj:8: error: calls cannot be resolved");
  }

  @Test
  void ofGroovy() {
    assertThat(
            errors(
                """
                startup failed:
                /projects/shop/src/main/groovy/Cart.groovy: 12: unable to resolve class Order
                 @ line 12, column 13.
                   Order order = null
                         ^

                /projects/shop/src/main/groovy/Cart.groovy: 20: unexpected token: } @ line 20, column 1.
                   }
                   ^

                2 errors
                """))
        .containsExactly(
            "shop/src/main/groovy/Cart.groovy:12:13: error: unable to resolve class Order",
            "shop/src/main/groovy/Cart.groovy:20:1: error: unexpected token: }");
  }

  @Test
  void ofGroovyEclipse() {
    assertThat(
            errors(
                """
                Compilation failure:\s
                /projects/shop/src/main/java/Words.groovy:[5,12]\s
                1. ERROR in /projects/shop/src/main/java/Words.groovy (at line 5)
                \treturn new Ordre()
                \t           ^^^^^
                Groovy:unable to resolve class Ordre
                /projects/shop/src/main/java/Text.java:[4,17]\s
                2. ERROR in /projects/shop/src/main/java/Text.java (at line 4)
                \treturn Words.two(;
                \t                ^
                Syntax error, insert ")" to complete Expression
                Found 2 errors and 0 warnings.
                """))
        .containsExactly(
            "shop/src/main/java/Words.groovy:5:12: error: unable to resolve class Ordre",
            "shop/src/main/java/Text.java:4:17: error: "
                + "Syntax error, insert \")\" to complete Expression");
  }

  @Test
  void ofEclipse() {
    assertThat(
            errors(
                """
                Compilation failure
                /projects/shop/src/main/java/Text.java:[4,12] on cannot be resolved to a variable
                """))
        .containsExactly(
            "shop/src/main/java/Text.java:4:12: error: on cannot be resolved to a variable");
  }

  @Test
  void ofScala() {
    assertThat(
            errors("/projects/shop/src/main/scala/Cart.scala:7:5: error: not found: value order"))
        .containsExactly("shop/src/main/scala/Cart.scala:7:5: error: not found: value order");
  }

  @Test
  void ofScalaByZincWhichHasNoColumnsButForJava() {
    assertThat(
            errors(
                """
                /projects/shop/src/main/scala/Text.scala:5: not found: value one
                /projects/shop/src/main/java/Main.java:7:55: error: error: incompatible types
                one error found
                """))
        .containsExactly(
            "shop/src/main/scala/Text.scala:5: error: not found: value one",
            "shop/src/main/java/Main.java:7:55: error: incompatible types");
  }

  @Test
  void ofAntlrWhichAlsoPrintsTheNameAlone() {
    assertThat(
            errors(
                """
                error(50): Calc.g4:5:7: syntax error: ';' came as a surprise to me
                /projects/shop/src/main/antlr4/Calc.g4 [5:7]: syntax error: ';' came as a surprise to me
                org.antlr.runtime.NoViableAltException
                """))
        .containsExactly(
            "shop/src/main/antlr4/Calc.g4:5:7: error: "
                + "syntax error: ';' came as a surprise to me");
  }

  @Test
  void ofXjcWhichLogsAnException() {
    assertThat(
            errors(
                """
                file:/projects/shop/src/main/xsd/shop.xsd [2,87]\s
                org.xml.sax.SAXParseException: Cannot resolve the name 'xs:strin'.
                """))
        .containsExactly(
            "shop/src/main/xsd/shop.xsd:2:87: error: Cannot resolve the name 'xs:strin'.");
  }

  @Test
  void ofProtocWhichThePluginRepeatsWithoutAPosition() {
    assertThat(
            errors(
                """
                PROTOC FAILED: shop.proto:6:1: Expected ";".
                /projects/shop/shop.proto [0:0]: shop.proto:6:1: Expected ";".
                """))
        .containsExactly("shop.proto:6:1: error: Expected \";\".");
  }

  @Test
  void theSameErrorIsShownOnce() {
    assertThat(errors("/projects/A.java:[1,2] one\n/projects/A.java:[1,2] one\n"))
        .containsExactly("A.java:1:2: error: one");
  }

  @Test
  void filesOutsideOfTheProjectHaveTheirWholePath() {
    assertThat(errors("/other/A.java:[1,2] one")).containsExactly("/other/A.java:1:2: error: one");
  }

  @Test
  void withoutAPositionTheMessageOfTheBuildIsShownWithWhatThePluginPrinted() {
    assertThat(errors("error: release version 99 not supported\nCompilation failure"))
        .containsExactly(
            "error: maven-compiler-plugin:compile failed: Compilation failure\n"
                + "error: release version 99 not supported");
  }

  private static List<String> errors(String details) {
    BuildFailure failure =
        new BuildFailure(
            "maven-compiler-plugin:compile failed: Compilation failure\n\n",
            List.of("Compilation failure", details),
            new IOException("of the plugin"));
    return new BuildErrors(Path.of("/projects"))
        .of(failure, List.of(GRAMMAR)).stream().map(Diagnostic::toString).toList();
  }
}
