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
    assertThat(saved.isBuilt(cart)).isFalse();
  }

  @Test
  void aFileIsKnownWhileItHasTheContentThatWasBuiltLast() throws Exception {
    saved.building(List.of(cart));
    SampleModule.replace(cart, "class Cart {}");
    assertThat(saved.isBuilt(cart)).isTrue();

    SampleModule.write(cart, "class Cart { int n; }");
    assertThat(saved.isBuilt(cart)).isFalse();

    SampleModule.write(cart, "class Cart {}");
    assertThat(saved.isBuilt(cart)).as("restored before it was built").isTrue();
  }

  @Test
  void aDeletedFileIsNotKnown() throws Exception {
    saved.building(List.of(cart));
    Files.delete(cart);
    assertThat(saved.isBuilt(cart)).isFalse();

    saved.building(List.of(cart));
    SampleModule.write(cart, "class Cart {}");
    assertThat(saved.isBuilt(cart)).as("built without it").isFalse();
  }

  @Test
  void ofTheFilesOfAnotherBranchNothingIsKept() throws Exception {
    saved.building(List.of(cart));
    List<Path> branch = new ArrayList<>(List.of(cart));
    for (int i = 0; i < 200; i++) {
      branch.add(SampleModule.write(folder.resolve("Class" + i + ".java"), "class " + i));
    }

    saved.building(branch);

    assertThat(branch).noneMatch(saved::isBuilt);
  }

  @Test
  void aLargeFileIsDeliveredSoonerThanCompared() throws Exception {
    Path video = Files.write(folder.resolve("intro.mp4"), new byte[(1 << 20) + 1]);

    saved.building(List.of(video));

    assertThat(saved.isBuilt(video)).isFalse();
  }
}
