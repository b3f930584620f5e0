package dev.innerloop.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.manifest.tree.Node.Mapping;
import dev.innerloop.manifest.tree.Node.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private final Findings findings = new Findings();

  @Test
  void knowsTheLineOfEachValue() {
    Mapping document =
        read("""
        # a comment
        kind: Deployment
        spec:
          containers:
          - name: a
            ports:
            - 1
        """)
            .get(0);

    assertThat(document.at("kind")).hasToString("a.yml:2");
    assertThat(document.at("spec")).hasToString("a.yml:3");
    assertThat(document.mappings("spec", "containers").get(0).at()).hasToString("a.yml:5");
    assertThat(document.mappings("spec", "containers").get(0).at("ports")).hasToString("a.yml:6");
  }

  @Test
  void readsSeveralDocumentsAndLeavesEmptyOnesOut() {
    assertThat(read("---\n# nothing\n---\na: 1\n---\nb: 2\n---\n"))
        .extracting(Mapping::plain)
        .containsExactly(Map.of("a", 1L), Map.of("b", 2L));
    assertThat(read("{\n\t\"a\": [1, 2.5, \"x\", null, true]\n}").get(0).plain())
        .containsEntry("a", java.util.Arrays.asList(1L, 2.5, "x", null, true));
    assertThat(findings.all()).isEmpty();
  }

  /** Values as {@code kubectl patch --local -o json} has them. */
  @ParameterizedTest
  @CsvSource({
    "0644, 420",
    "0o644, 420",
    "0x1F, 31",
    "0b11, 3",
    "1_000, 1000",
    "-7, -7",
    "+7, 7",
    "18446744073709551615, 18446744073709551615",
    "1e3, 1000",
    "1., 1",
    ".5, 0.5",
    "yes, true",
    "Off, false",
    "y, true",
    "yEs, yEs",
    "1.2.3, 1.2.3",
    "089, 89",
    "2001-01-01, 2001-01-01",
    "100m, 100m",
    ".foo, .foo",
    "null, ",
    "~, ",
    "'''yes''', yes",
    "'\"0644\"', 0644",
    "!!str 5, 5",
  })
  void understandsValuesAsKubernetesDoes(String text, String value) {
    Scalar scalar = (Scalar) read("a: " + text).get(0).get("a");

    assertThat(scalar.value() == null ? null : scalar.value().toString()).isEqualTo(value);
  }

  @Test
  void tellsTextsFromNumbers() {
    assertThat(read("a: '1'\nb: 1\nc: 1.5\nd: true\ne: \"true\"").get(0).plain())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("a", "1", "b", 1L, "c", 1.5, "d", true, "e", "true"));
  }

  @Test
  void takesAliasesAndMergedMaps() {
    assertThat(read("base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3}\nsame: *b").get(0).plain())
        .containsEntry("own", Map.of("x", 1L, "y", 3L))
        .containsEntry("same", Map.of("x", 1L, "y", 2L));
  }

  @Test
  void namesTheLineThatIsNotYaml() {
    assertThat(read("kind: Deployment\nspec:\n  a: 1\n   b: 2\n")).isEmpty();

    assertThat(findings.all()).hasSize(1);
    assertThat(findings.all().get(0).at()).hasToString("a.yml:4");
    assertThat(findings.all().get(0).what())
        .isEqualTo("invalid YAML: mapping values are not allowed here, in column 5");
  }

  @Test
  void saysWhatToDoWithPropertiesInFlowStyle() {
    read("args: [${a}]\n");

    assertThat(findings.all().get(0).fix()).endsWith(" Within [] or {}, ${…} needs quotes.");
  }

  @Test
  void namesAFieldThatIsThereTwice() {
    read("a: 1\nb: 2\na: 3\n");

    assertThat(findings.all())
        .extracting(Findings.Finding::toString)
        .containsExactly("a.yml:3: the field a is defined twice\n    Remove one of them.");
  }

  @Test
  void refusesWhatIsNoMap() {
    read("- kind: Service\n");

    assertThat(findings.all().get(0).what())
        .isEqualTo("a resource must be a map of fields, but this is a list");
  }

  @Test
  void readsOnAfterADocumentThatItRefuses() {
    assertThat(read("a: *unknown\n---\nb: 1\n")).hasSize(1);
    assertThat(findings.all().get(0).what())
        .isEqualTo("invalid YAML: found undefined alias unknown, in column 4");
  }

  @Test
  @Timeout(10)
  void isNotKeptBusyByAliasesThatMultiply() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i));
      bomb.append("*a%d, ".formatted(i - 1).repeat(10)).append("]\n");
    }

    assertThat(read(bomb.toString())).isEmpty();
    assertThat(findings.all().get(0).what())
        .isEqualTo("the file has more than 200000 values, including each use of an alias");
  }

  @Test
  @Timeout(10)
  void isNotKeptBusyByDepth() {
    assertThat(read("a: " + "[".repeat(100_000))).isEmpty();

    assertThat(findings.all().get(0).what()).isEqualTo("values are nested deeper than 100");
  }

  @Test
  void refusesAnAnchorInsideItself() {
    assertThat(read("a: &a [*a]")).isEmpty();
    assertThat(findings.all()).hasSize(1);
  }

  @Test
  @Timeout(10)
  void refusesAMapThatIsMergedIntoItself() {
    assertThat(read("a: &a {<<: *a, b: 1}")).isEmpty();
    assertThat(findings.all()).extracting(each -> each.at().toString()).containsExactly("a.yml:1");
  }

  @Test
  void reportsAMergeOfWhatIsNoMap() {
    assertThat(read("a: 1\nb: {<<: x}\n")).isEmpty();
    assertThat(findings.all()).extracting(each -> each.at().toString()).containsExactly("a.yml:2");
  }

  @Test
  void readsMoreAliasesThanTheLibraryAllowsByDefault() {
    assertThat(read("a: &a [1]\nb: [" + "*a, ".repeat(99) + "*a]\n")).hasSize(1);
    assertThat(findings.all()).isEmpty();
  }

  @Test
  void refusesFilesThatNoClusterTakes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("large.yml");
    Files.writeString(file, "a: " + "x".repeat(10 << 20));

    assertThat(reader().read(file, "large.yml")).isEmpty();
    assertThat(findings.all().get(0).toString())
        .isEqualTo(
            "large.yml: the file has 10 MB, but API servers accept at most 3 MB per request\n"
                + "    Split it, or move large content to an image or a volume.");
  }

  @Test
  void refusesOtherEncodings(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("latin.yml");
    Files.write(file, "a: ü".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(reader().read(file, "latin.yml")).isEmpty();
    assertThat(findings.all().get(0).what()).isEqualTo("the file is not valid UTF-8");
  }

  @Test
  void putsPropertiesIntoValuesAndNames() {
    Map<String, String> properties =
        Map.of("n", "3", "name", "shop", "url", "http://${name}:${n}", "tricky", "a: [b # c");

    Map<String, Object> plain =
        filtered(
                "replicas: ${n}\ntext: \"${n}\"\nurl: ${url}/x\n${name}: 1\n"
                    + "shell: $${HOME} $5 $ ${tricky}\n",
                properties)
            .get(0)
            .plain();

    assertThat(findings.all()).isEmpty();
    assertThat(plain)
        .containsEntry("replicas", 3L)
        .containsEntry("text", "3")
        .containsEntry("url", "http://shop:3/x")
        .containsEntry("shop", 1L)
        .containsEntry("shell", "${HOME} $5 $ a: [b # c");
  }

  @Test
  void namesPropertiesThatAreUnknownEndlessOrOpen() {
    filtered(
        "a: ${none}\nb: ${x}\nscript: |\n  one\n  ${also} two\nc: ${open\n",
        Map.of("x", "${y}", "y", "${x}"));

    assertThat(findings.all())
        .extracting(finding -> finding.at() + ": " + finding.what())
        .containsExactly(
            "a.yml:1: there is no property none",
            "a.yml:2: the property x refers to itself: x → y → x",
            "a.yml:5: there is no property also",
            "a.yml:6: ${ is not closed by a }");
  }

  private List<Mapping> read(String text) {
    return reader().read(text, "a.yml");
  }

  private YamlReader reader() {
    return new YamlReader(findings, Optional.empty());
  }

  private List<Mapping> filtered(String text, Map<String, String> properties) {
    Expressions expressions =
        new Expressions(name -> Optional.ofNullable(properties.get(name)), findings);
    return new YamlReader(findings, Optional.of(expressions)).read(text, "a.yml");
  }
}
