package dev.innerloop.manifest.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {

  @Test
  void readsPropertiesAsJavaDoes(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("shop.properties"), "! why\na.b : c \\\n  d\nquoted=\"x\" # no\n");

    assertThat(EnvFile.read(file))
        .containsExactly(entry("a.b", "c d"), entry("quoted", "\"x\" # no"));
  }

  @Test
  void readsWhatShellsAndComposeRead() {
    assertThat(
            EnvFile.parse(
                """
                # a comment
                PLAIN=a b # and why
                HASH=a#b
                export EXPORTED=1
                SINGLE='$x # "y"'
                DOUBLE="line\\nnext \\"q\\" \\\\n" # why
                EMPTY=
                no variable
                spring.datasource.url = jdbc:h2:mem:x;MODE=MySQL
                """))
        .containsExactly(
            entry("PLAIN", "a b"),
            entry("HASH", "a#b"),
            entry("EXPORTED", "1"),
            entry("SINGLE", "$x # \"y\""),
            entry("DOUBLE", "line\nnext \"q\" \\n"),
            entry("EMPTY", ""),
            entry("spring.datasource.url", "jdbc:h2:mem:x;MODE=MySQL"));
  }
}
