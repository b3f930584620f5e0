package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import dev.innerloop.project.build.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left to the project's own build. */
class DelegationTest extends CompilerTestCase {

  @Test
  void leavesToTheBuildWhatIsBeyondJavacAndSaysSoOnce() throws IOException {
    Module kotlin = shop.module(List.of(), List.of(), "it has Kotlin sources");

    for (int i = 0; i < 2; i++) {
      CompileResult result = compiler.compile(List.of(kotlin), List.of(kotlin));
      assertThat(result).isInstanceOf(CompileResult.Delegated.class);
      assertThat(((CompileResult.Delegated) result).reason()).isEqualTo("it has Kotlin sources");
    }

    assertThat(log)
        .containsExactly("delegating shop: it has Kotlin sources", "build shop", "build shop");
  }

  @Test
  void leavesModulesWithAModuleDescriptorAndJvmsWithoutCompilerToTheBuild() throws IOException {
    shop.source("module-info.java", "module shop {}");
    compiler.compile(List.of(shop.module()), List.of(shop.module()));
    try (Compiler none =
        new Compiler(
            folder,
            folder.resolve("none"),
            new FakeBuild(),
            new Log(),
            Optional.empty(),
            Instant.MAX)) {
      none.compile(List.of(library.module()), List.of(library.module()));
    }

    assertThat(log)
        .containsExactly(
            "delegating shop: it has a module-info.java",
            "build shop",
            "delegating library: the Java that runs Maven has no compiler",
            "build library");
  }

  @Test
  void aFailureOfTheBuildIsAFailureWithItsWords() {
    buildFails = true;

    assertThat(failure(shop.module(List.of(), List.of(), "it has Kotlin sources")))
        .containsExactly("error: Main.kt: unresolved reference");
  }

  @Test
  void theBuildDoesNotFindTheClassesThatItWritesAgain() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart { class Item {} }");
    shop.source("shop/Order.java", "package shop; class Order {}");
    shop.compileInPlace();
    library.source("unpacked/Util.java", "package unpacked; class Util {}");
    library.compileInPlace();
    SampleModule.write(shop.output().resolve("git.properties"), "of a plugin");
    Files.createDirectories(shop.output().resolve("unpacked"));
    Files.copy(
        library.output().resolve("unpacked/Util.class"),
        shop.output().resolve("unpacked/Util.class"));
    Module kotlin = shop.module(List.of(), List.of(), "it has Kotlin sources");
    compiler.built(List.of(kotlin));

    compiler.compile(List.of(kotlin), List.of(kotlin));

    assertThat(content(shop.output())).containsOnlyKeys("git.properties", "unpacked/Util.class");
  }

  @Test
  void aFailedBuildLeavesOutputThatIsUnfinished() throws IOException {
    library.source("Words.java", "class Words {}");
    Module delegated = shop.module(List.of(library.output()), List.of(), "it has Kotlin sources");
    buildFails = true;

    CompileResult.Failed failed =
        (CompileResult.Failed)
            compiler.compile(
                List.of(delegated, library.module()), List.of(library.module(), delegated));

    assertThat(failed.module()).isEqualTo(delegated);
    assertThat(failed.unfinished().built()).containsExactly(delegated);
    assertThat(failed.unfinished().changed()).containsOnlyKeys(library.module());
  }

  @Test
  void aDeletedResourceLeavesTheOutput() throws Exception {
    shop.resource("templates/cart.html", "<p>");
    shop.resource("templates/order.html", "<p>");
    SampleModule.write(shop.output().resolve("git.properties"), "generated");
    compiler.built(List.of(shop.module()));

    Files.delete(shop.resources().resolve("templates/cart.html"));
    compiler.processResources(shop.module());

    assertThat(log).containsExactly("resources shop");
    assertThat(content(shop.output())).containsOnlyKeys("git.properties", "templates/order.html");
  }

  @Test
  void aFailureOfResourceProcessingIsTheBuilds() {
    buildFails = true;

    assertThatThrownBy(() -> compiler.processResources(shop.module()))
        .isInstanceOf(BuildFailure.class)
        .hasMessage("Main.kt: unresolved reference");
  }
}
