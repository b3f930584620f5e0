package dev.innerloop.manifest.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML as people write it, and as all readers read it. */
class YamlWriterTest {

  private static final String CHARACTERS =
      "aZ09 .:-#'\"\\{}[]&*!|>%@`,?=~_/\n\t\r\u0085\u2028\u00e9€😀\u0007";
  private static final String[] PIECES = {
    "yes", "null", ": ", " #", "0x1F", "1e5", "<<", "---", "{{", "2001-12-14", "\n\n", "  "
  };

  @Test
  void needsNoQuotesWhereThereIsNoDoubt() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("apiVersion", "apps/v1");
    fields.put("image", "registry.example.com:5000/shop:1@sha256:12");
    fields.put("memory", "768Mi");
    fields.put("replicas", 2L);
    fields.put("empty", Map.of());
    fields.put("none", List.of());
    fields.put("args", List.of("a b", Map.of("name", "x"), List.of("nested")));
    fields.put("text", "one\n\n  two\n");
    fields.put("open", "one\ntwo");

    assertThat(new YamlWriter().write(fields))
        .isEqualTo(
            """
            apiVersion: apps/v1
            image: registry.example.com:5000/shop:1@sha256:12
            memory: 768Mi
            replicas: 2
            empty: {}
            none: []
            args:
            - a b
            - name: x
            -
              - nested
            text: |
              one

                two
            open: |-
              one
              two
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "on",
        "off",
        "y",
        "TRUE",
        "null",
        "~",
        "",
        "1",
        "1.5",
        "1e3",
        "0x1F",
        "0755",
        "1_000",
        ".5",
        "2001-12-14",
        "12:30:45",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "*a",
        "&a",
        "!a",
        "{a}",
        "[a]",
        "'a'",
        "\"a\"",
        "%a",
        "@a",
        "`a",
        " a",
        "a ",
        "a:",
        "?",
        "=",
        "<<",
        "---",
        "\u0085",
        "a\rb",
        "\ta\nb",
        " a\nb",
        "\n",
        "\na",
        "a\u2028b\n",
        "%{a}",
        "|",
        ">"
      })
  void quotesWhatCouldBeTakenForSomethingElse(String text) {
    assertThat(new YamlWriter().write(Map.of("a", text))).startsWith("a: \"").endsWith("\"\n");
    assertReadsBack(Map.of("a", text));
  }

  @Test
  void isReadBackWhateverItWrites() {
    Random random = new Random(42);
    for (int i = 0; i < 3_000; i++) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(text(random), text(random));
      fields.put(
          "list",
          Arrays.asList(text(random), List.of(text(random)), Map.of(text(random), text(random))));
      fields.put(
          "map", Map.of("a", Map.of(text(random), Arrays.asList(true, null, -5L, text(random)))));

      assertReadsBack(fields);
    }
  }

  private static void assertReadsBack(Map<String, Object> fields) {
    String yaml = new YamlWriter().write(fields);
    Findings findings = new Findings();
    List<Node.Mapping> read = new YamlReader(findings, Optional.empty()).read(yaml, "it");
    assertThat(findings.all()).as(yaml).isEmpty();
    assertThat(new ArrayList<>(read).get(0).plain()).as(yaml).isEqualTo(fields);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      if (random.nextInt(4) == 0) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      } else {
        int at = random.nextInt(CHARACTERS.codePointCount(0, CHARACTERS.length()));
        text.appendCodePoint(CHARACTERS.codePointAt(CHARACTERS.offsetByCodePoints(0, at)));
      }
    }
    return text.toString();
  }
}
