package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Modules that use each other. */
class DependentModulesTest extends CompilerTestCase {

  @Test
  void compilesDependentsOnlyWhenTheApiChanged() throws IOException {
    library.source(
        "lib/Price.java", "package lib; public class Price { public int n() { return 1; } }");
    shop.source("shop/Cart.java", "package shop; class Cart { long n = new lib.Price().n(); }");
    assertThat(compiled(library.module())).containsExactly("library", "shop");

    library.source(
        "lib/Price.java",
        "package lib; public class Price { public int n() { Runnable r = () -> p(); r.run();"
            + " return 2; } private void p() {} }");
    assertThat(compiled(library.module())).containsExactly("library");

    library.source(
        "lib/Price.java", "package lib; public class Price { public long n() { return 2; } }");
    assertThat(compiled(library.module())).containsExactly("library", "shop");
  }

  @Test
  void compilesAgainWhatUsesAJarThatWasInstalledAgain() throws IOException {
    library.source("lib/Price.java", "package lib; public interface Price { int N = 1; }");
    library.compileInPlace();
    Path jar = jar(library.output(), folder.resolve("library-1-SNAPSHOT.jar"));
    Module module = shop.module(List.of(jar), List.of(), null);
    shop.source("shop/Cart.java", "package shop; class Cart { static final int N = lib.Price.N; }");
    changed(module);
    assertThat(compiler.isOutdated(List.of(module))).isFalse();

    library.source("lib/Price.java", "package lib; public interface Price { int N = 2_000; }");
    library.compileInPlace();
    Files.delete(jar);
    assertThat(compiler.isOutdated(List.of(module))).as("while it is missing").isFalse();
    jar(library.output(), jar);

    assertThat(compiler.isOutdated(List.of(module))).isTrue();
    CompileResult result = compiler.compile(List.of(module), Map.of());
    assertThat(((CompileResult.Compiled) result).modules()).containsExactly(module);
    assertThat(compiler.isOutdated(List.of(module))).isFalse();
  }

  @Test
  void publishesNoModuleWhenADependentDoesNotCompileAndAllOfThemLater() throws IOException {
    library.source(
        "lib/Price.java", "package lib; public class Price { public int n() { return 1; } }");
    shop.source("shop/Cart.java", "package shop; class Cart { int n = new lib.Price().n(); }");
    compiled(library.module());
    Map<String, String> before = content(library.output());

    library.source(
        "lib/Price.java", "package lib; public class Price { public int m() { return 1; } }");

    CompileResult result = compiler.compile(all(), List.of(library.module()));
    assertThat(result).isInstanceOf(CompileResult.Failed.class);
    assertThat(((CompileResult.Failed) result).module().name()).isEqualTo("shop");
    assertThat(content(library.output())).isEqualTo(before);

    shop.source("shop/Cart.java", "package shop; class Cart { int n = new lib.Price().m(); }");
    assertThat(compiled(dependentShop())).containsExactly("library", "shop");
    assertThat(content(library.output())).isNotEqualTo(before);
  }

  @Test
  void aClassDeletedFromALibraryIsMissedByItsDependents() throws IOException {
    library.source("lib/Price.java", "package lib; public class Price {}");
    shop.source("shop/Cart.java", "package shop; class Cart { lib.Price price; }");
    compiled(library.module());

    Files.delete(library.sources().resolve("lib/Price.java"));

    assertThat(compiler.compile(all(), List.of(library.module())))
        .isInstanceOf(CompileResult.Failed.class);
    assertThat(library.output().resolve("lib/Price.class")).exists();
  }
}
