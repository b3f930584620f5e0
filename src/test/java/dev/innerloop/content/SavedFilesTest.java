package dev.innerloop.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedFilesTest {

  @TempDir Path folder;

  private final SavedFiles saved = new SavedFiles();
  private Path cart;

  @BeforeEach
  void save() throws Exception {
    cart = SampleModule.write(folder.resolve("Cart.java"), "class Cart {}");
  }

  @Test
  void nothingIsKnownOfAFileThatWasNotBuilt() {
    assertThat(saved.isUnchanged(cart)).isFalse();
  }

  @Test
  void aFileIsKnownWhileItHasTheContentThatWasBuiltLast() throws Exception {
    saved.remember(List.of(cart));
    SampleModule.replace(cart, "class Cart {}");
    assertThat(saved.isUnchanged(cart)).isTrue();

    SampleModule.write(cart, "class Cart { int n; }");
    assertThat(saved.isUnchanged(cart)).isFalse();

    SampleModule.write(cart, "class Cart {}");
    assertThat(saved.isUnchanged(cart)).as("restored before it was built").isTrue();
  }

  @Test
  void aDeletedFileIsNotKnown() throws Exception {
    saved.remember(List.of(cart));
    Files.delete(cart);
    assertThat(saved.isUnchanged(cart)).isFalse();

    saved.remember(List.of(cart));
    SampleModule.write(cart, "class Cart {}");
    assertThat(saved.isUnchanged(cart)).as("built without it").isFalse();
  }

  @Test
  void ofTheFilesOfAnotherBranchNothingIsKept() throws Exception {
    saved.remember(List.of(cart));
    List<Path> branch = new ArrayList<>(List.of(cart));
    for (int i = 0; i < 200; i++) {
      branch.add(SampleModule.write(folder.resolve("Class" + i + ".java"), "class " + i));
    }

    saved.remember(branch);

    assertThat(branch).noneMatch(saved::isUnchanged);
  }

  @Test
  void aLargeFileIsDeliveredSoonerThanCompared() throws Exception {
    Path video = Files.write(folder.resolve("intro.mp4"), new byte[(1 << 20) + 1]);

    saved.remember(List.of(video));

    assertThat(saved.isUnchanged(video)).isFalse();
  }
}
