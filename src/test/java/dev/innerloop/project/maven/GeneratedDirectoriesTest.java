package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
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
    SampleModule.write(folder.resolve("src/main/antlr4/Order.g4"), "grammar");
    moveAside();

    directories.ran(step("src/main/antlr4"));
    assertThat(directories.complete()).isEmpty();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java", "shop/Item.java");
  }

  @Test
  void aPluginWithoutAnyInputLeftHasNothingToKeep() throws IOException {
    moveAside();

    directories.ran(step("src/main/antlr4"));
    assertThat(directories.complete()).containsExactlyInAnyOrder(order, item);

    assertThat(FileTree.files(parsers)).isEmpty();
  }

  @Test
  void aPluginThatOnlyAddsTheDirectoryKeepsNothingOfTheOneThatWritesIt() throws IOException {
    GeneratingStep adding =
        new GeneratingStep(execution(), Set.of(), Set.of(parsers), Set.of(), true);
    moveAside();
    directories.ran(step("src/main/antlr4"));
    directories.ran(adding);
    directories.complete();
    assertThat(FileTree.files(parsers)).isEmpty();

    SampleModule.write(order, "class Order {}");
    moveAside();
    directories.ran(adding); // or it generates from a database, and finds that up to date
    directories.complete();
    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java");
  }

  @Test
  void whatOneOfTwoPluginsMayHaveFoundUpToDateIsKept() throws IOException {
    SampleModule.write(folder.resolve("src/main/xsd/order.xsd"), "schema");
    moveAside();

    SampleModule.write(order, "class Order { int n; }");
    directories.ran(step("src/main/antlr4"));
    directories.ran(step("src/main/xsd"));
    directories.complete();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java", "shop/Item.java");
    assertThat(order).hasContent("class Order { int n; }");
  }

  @Test
  void aPluginThatOnlyAddsTheDirectoryToTheProjectKeepsNothingInIt() throws IOException {
    SampleModule.write(folder.resolve("src/main/filters/app.properties"), "word=one");
    moveAside();

    SampleModule.write(order, "class Order { int n; }");
    directories.ran(step("src/main/antlr4"));
    directories.ran(
        new GeneratingStep(
            execution(),
            Set.of(folder.resolve("src/main/filters")), // as far as anybody knows
            Set.of(parsers),
            Set.of(),
            true));
    directories.complete();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Order.java");
  }

  @Test
  void inTheOutputDirectoryStaysWhatIsNotOfPlugins() throws IOException {
    Path pages = folder.resolve("target/classes/static");
    Path resource = SampleModule.write(pages.resolve("resource.html"), "resource");
    Path former = SampleModule.write(pages.resolve("sub/former.js"), "former");
    Path bundle = SampleModule.write(folder.resolve("target/classes/bundle.js"), "bundle");
    directories =
        GeneratedDirectories.moveAside(
            Set.of(pages, bundle), resource::equals, folder.resolve("target/dev/before"));
    assertThat(FileTree.files(folder.resolve("target/classes")))
        .containsOnlyKeys("static/resource.html");
    SampleModule.write(bundle, "bundle 2");

    assertThat(directories.complete()).containsExactly(former);

    assertThat(FileTree.files(folder.resolve("target/classes")))
        .containsOnlyKeys("static/resource.html", "bundle.js");
    assertThat(pages.resolve("sub")).doesNotExist();
  }

  @Test
  void aDirectoryInAnotherOneMovesWithIt() throws IOException {
    directories =
        GeneratedDirectories.moveAside(
            Set.of(parsers, parsers.resolve("shop")),
            file -> false,
            folder.resolve("target/dev/before"));
    Files.createDirectories(item.getParent());
    SampleModule.write(item, "class Item { int n; }");

    directories.complete();

    assertThat(FileTree.files(parsers)).containsOnlyKeys("shop/Item.java");
    assertThat(item).hasContent("class Item { int n; }");
  }

  private void moveAside() throws IOException {
    directories =
        GeneratedDirectories.moveAside(
            Set.of(parsers), file -> false, folder.resolve("target/dev/before"));
  }

  private static MojoExecution execution() {
    return new MojoExecution(new MojoDescriptor(), "default");
  }

  /** A step that reads a directory, and writes the one of the parsers. */
  private GeneratingStep step(String reads) {
    return new GeneratingStep(
        execution(), Set.of(folder.resolve(reads)), Set.of(parsers), Set.of(), false);
  }
}
