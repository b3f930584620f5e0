package dev.innerloop.image.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerPackerTest {

  @TempDir Path folder;
  final List<String> told = new ArrayList<>();

  @Test
  void packsTheSameContentOnceHoweverOldItsFilesAre() throws Exception {
    LayerPacker.Packed first = packer().pack(layer("content"));
    Files.setLastModifiedTime(folder.resolve("file"), FileTime.fromMillis(0));
    LayerPacker.Packed second = packer().pack(layer("content"));

    assertThat(second).isEqualTo(first);
    assertThat(told).containsExactly("resources of 1");
  }

  @Test
  void packsAgainWhatWasDeletedFromItsFolder() throws Exception {
    LayerPacker.Packed first = packer().pack(layer("content"));
    Files.delete(first.file());
    LayerPacker.Packed second = packer().pack(layer("content"));

    assertThat(second).isEqualTo(first);
    assertThat(second.file()).exists();
  }

  @Test
  void neverKeepsAFileUnderTheHashOfAnother() throws Exception {
    HashedLayer hashed = layer("before");
    Files.writeString(folder.resolve("file"), "after!");

    assertThatThrownBy(() -> packer().pack(hashed))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve("file") + " changed while the layer was packed");
    assertThat(folder.resolve("work/packed")).doesNotExist();
    assertThat(folder.resolve("work/blobs/sha256")).isEmptyDirectory();
  }

  private HashedLayer layer(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    return HashedLayer.of(
        new ImageLayer(
            "resources",
            List.of(new ImageLayer.Entry("/app/file", new ImageLayer.Source.File(file)))),
        FileHashCache.in(folder.resolve("hashes")));
  }

  private LayerPacker packer() {
    return new LayerPacker(
        folder.resolve("work"),
        new ImageListener() {
          @Override
          public void buildingLayer(String layer, int files) {
            told.add(layer + " of " + files);
          }
        });
  }
}
