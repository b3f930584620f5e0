package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedDirectoriesTest {

  @TempDir Path folder;

  private Path parsers;
  private Path order;
  private Path item;
  private GeneratedDirectories directories;

  @BeforeEach
  void generated() throws IOException {
    parsers = folder.resolve("target/generated-sources/antlr4");
    order = SampleModule.write(parsers.resolve("shop/Order.java"), "class Order {}");
    item = SampleModule.write(parsers.resolve("shop/Item.java"), "class Item {}");
  }

  @Test
  void whatIsNotGeneratedAgainIsGoneAndWhatIsGeneratedEquallyIsTheSameFile() throws IOException {
    FileStamp before = FileStamp.of(order);
    moveAside();
    assertThat(FileTree.files(parsers)).isEmpty();

    SampleModule.write(order, "class Order {}");
    SampleModule.write(parsers.resolve("shop/Cart.java"), "class Cart {}");
    directories.complete();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java", "shop/Cart.java");
    assertThat(FileStamp.of(order)).as("nothing has to be compiled").isEqualTo(before);
    assertThat(folder.resolve("target/dev")).isEmptyDirectory();
  }

  @Test
  void aFailedPluginLeavesWhatWasGeneratedBefore() throws IOException {
    moveAside();
    SampleModule.write(parsers.resolve("shop/Half.java"), "class Ha");
    SampleModule.write(order, "class Or");

    directories.restore();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java", "shop/Item.java");
    assertThat(order).hasContent("class Order {}");
  }

  @Test
  void aPluginThatFindsItsOutputUpToDateKeepsIt() throws IOException {
    moveAside();

    directories.complete();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java", "shop/Item.java");
  }

  @Test
  void aDirectoryInAnotherOneMovesWithIt() throws IOException {
    directories =
        GeneratedDirectories.moveAside(
            Set.of(parsers, parsers.resolve("shop")), folder.resolve("target/dev/before"));
    Files.createDirectories(item.getParent());
    SampleModule.write(item, "class Item { int n; }");

    directories.complete();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Item.java");
    assertThat(item).hasContent("class Item { int n; }");
  }

  private void moveAside() throws IOException {
    directories =
        GeneratedDirectories.moveAside(Set.of(parsers), folder.resolve("target/dev/before"));
  }
}
