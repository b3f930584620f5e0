package dev.innerloop.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDescriptionTest {

  private static final BuiltImage IMAGE =
      new BuiltImage(
          "registry.example.com/acme/web",
          List.of("abc", "1.0"),
          "abc",
          "sha256:" + "0".repeat(64),
          List.of("java", "Main"),
          Optional.of("1000"),
          Optional.of("java"),
          Map.of("JAVA_TOOL_OPTIONS", "-Da=b"),
          "",
          List.of("amd64"),
          false);

  @TempDir private Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    ImageDescription description = new ImageDescription(file());
    description.write(IMAGE, true);
    assertThat(description.read()).isEqualTo(IMAGE);
    assertThat(description.isPushed()).isTrue();
  }

  @Test
  void saysThatThereIsNoImageYet() {
    assertThatThrownBy(() -> new ImageDescription(file()).read())
        .isInstanceOf(Problem.class)
        .hasMessage("There is no image in " + folder + " yet");
  }

  @Test
  void namesTheFieldThatAFileOfAnOlderVersionLacks() throws IOException {
    Files.writeString(
        file(), "{\"repository\": \"registry.example.com/acme/web\", \"tag\": \"abc\"}");
    assertThatThrownBy(() -> new ImageDescription(file()).read())
        .isInstanceOf(Problem.class)
        .hasMessage(file() + " was not written by this version of dev:image: it lacks tags")
        .extracting("remedy")
        .isEqualTo("Build the image again: dev:image");
  }

  @Test
  void saysThatAFileIsBroken() throws IOException {
    Files.writeString(file(), "{");
    assertThatThrownBy(() -> new ImageDescription(file()).read())
        .isInstanceOf(Problem.class)
        .hasMessage(file() + " was not written by this version of dev:image: it is not valid JSON");
  }

  private Path file() {
    return folder.resolve("image.json");
  }
}
