package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import dev.innerloop.project.SourcePatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one module publishes. */
class CompilerTest extends CompilerTestCase {

  @Test
  void publishesWhatChangedAndNothingElse() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart { int n() { return 1; } }");
    shop.source("shop/Order.java", "package shop; class Order {}");
    assertThat(changed(shop.module())).containsExactly("shop/Cart.class", "shop/Order.class");
    Path untouched = shop.output().resolve("shop/Order.class");
    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(untouched, longAgo);

    shop.source("shop/Cart.java", "package shop; class Cart { int n() { return 2; } }");

    assertThat(changed(shop.module())).containsExactly("shop/Cart.class");
    assertThat(Files.getLastModifiedTime(untouched)).isEqualTo(longAgo);
    assertThat(changed(shop.module())).isEmpty();
  }

  @Test
  void leavesTheOutputAsItIsWhenSomethingDoesNotCompile() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart { int n() { return 1; } }");
    shop.source("shop/Order.java", "package shop; class Order {}");
    changed(shop.module());
    Map<String, String> before = content(shop.output());

    shop.source("shop/Cart.java", "package shop; class Cart { int n() { return 2; } }");
    shop.source(
        "shop/Order.java", "package shop;\n\nclass Order {\n  int n = 1;\n  Missing m;\n}\n");

    assertThat(failure(shop.module()))
        .containsExactly(
            "shop/src/main/java/shop/Order.java:5:3: error: cannot find symbol\n"
                + "  symbol:   class Missing\n"
                + "  location: class shop.Order");
    assertThat(content(shop.output())).isEqualTo(before);

    shop.source("shop/Order.java", "package shop;\n\nclass Order {\n  int n = \"one\";\n}\n");
    assertThat(failure(shop.module()))
        .containsExactly(
            "shop/src/main/java/shop/Order.java:4:11: error: "
                + "incompatible types: java.lang.String cannot be converted to int");
  }

  @Test
  void deletesTheClassesOfADeletedSource() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart { class Item {} } class Secondary {}");
    shop.source("shop/Order.java", "package shop; class Order {}");
    shop.compileInPlace();
    compiler.built(List.of(shop.module()));

    Files.delete(shop.sources().resolve("shop/Cart.java"));

    assertThat(changed(shop.module()))
        .contains("shop/Cart$Item.class", "shop/Cart.class", "shop/Secondary.class");
    assertThat(content(shop.output())).containsOnlyKeys("shop/Order.class");
  }

  @Test
  void deletesTheClassOfARenamedOrANoLongerNestedOne() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart { class Item {} }");
    changed(shop.module());

    shop.source("shop/Cart.java", "package shop; class Cart { class Entry {} }");

    assertThat(changed(shop.module()))
        .containsExactly("shop/Cart$Entry.class", "shop/Cart$Item.class", "shop/Cart.class");
    assertThat(content(shop.output())).containsOnlyKeys("shop/Cart$Entry.class", "shop/Cart.class");
  }

  @Test
  void leavesAloneWhatCameFromSomewhereElse() throws IOException {
    SampleModule unpacked = new SampleModule(folder, "unpacked");
    unpacked.source("dep/Unpacked.java", "package dep; class Unpacked {}");
    unpacked.compileInPlace();
    Path copy = shop.output().resolve("dep/Unpacked.class");
    Files.createDirectories(copy.getParent());
    Files.copy(unpacked.output().resolve("dep/Unpacked.class"), copy);
    shop.resource("banner.txt", "hello");
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    compiler.built(List.of(shop.module()));

    assertThat(changed(shop.module())).containsExactly("shop/Cart.class");

    assertThat(content(shop.output()))
        .containsOnlyKeys("banner.txt", "dep/Unpacked.class", "shop/Cart.class");
  }

  @Test
  void writesAllClassesAgainAfterMvnClean() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    shop.source("shop/Order.java", "package shop; class Order {}");
    changed(shop.module());

    shop.clean();

    assertThat(changed(shop.module())).containsExactly("shop/Cart.class", "shop/Order.class");
    assertThat(content(shop.output())).containsOnlyKeys("shop/Cart.class", "shop/Order.class");
  }

  @Test
  void noticesAJarThatWasOverwritten() throws IOException {
    library.source("lib/Price.java", "package lib; public class Price { public int n; }");
    library.compileInPlace();
    Path jar = jar(library.output(), folder.resolve("library.jar"));
    Module module = shop.module(List.of(jar), List.of(), null);
    shop.source("shop/Cart.java", "package shop; class Cart { int n = new lib.Price().n; }");
    changed(module);

    library.source("lib/Price.java", "package lib; public class Price { public int total; }");
    library.compileInPlace();
    jar(library.output(), jar);
    shop.source("shop/Cart.java", "package shop; class Cart { int n = new lib.Price().total; }");

    assertThat(changed(module)).containsExactly("shop/Cart.class");
  }

  @Test
  void aWrongOptionIsAFailureWithTheWordsOfJavac() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    Module wrong = shop.compiledWith("--nonsense");

    assertThat(failure(wrong)).containsExactly("error: error: invalid flag: --nonsense");
  }

  @Test
  void whatIsExcludedIsCompiledOnlyIfItIsUsed() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart { shop.drafts.Used used; }");
    Path used = shop.source("shop/drafts/Used.java", "package shop.drafts; public class Used {}");
    shop.source("shop/drafts/Draft.java", "this does not compile");
    Module module = selecting(List.of(), List.of("**/drafts/**"));

    assertThat(changed(module)).containsExactly("shop/Cart.class", "shop/drafts/Used.class");
    Files.writeString(used, "package shop.drafts; public class Used { int more; }");
    assertThat(changed(module)).containsExactly("shop/drafts/Used.class");
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    assertThat(changed(module)).containsExactly("shop/Cart.class", "shop/drafts/Used.class");
    assertThat(content(shop.output())).containsOnlyKeys("shop/Cart.class");
  }

  @Test
  void onlyIncludedSourcesAndNoLockFilesAreCompiled() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    shop.source("shop/.#Cart.java", "user@host.1234");
    shop.source("other/Order.java", "package other; class Order {}");

    assertThat(changed(selecting(List.of("shop/**"), List.of())))
        .containsExactly("shop/Cart.class");
  }

  @Test
  void warningsThatAreErrorsAreShown() throws IOException {
    shop.source(
        "Cart.java", "class Cart {\n  java.util.List<String> l = new java.util.ArrayList();\n}\n");
    Module module = with(List.of("-Xlint:unchecked", "-Werror"), SourcePatterns.ALL);

    assertThat(failure(module))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("shop/src/main/java/Cart.java:2:30: warning: unchecked conversion");
    assertThat(failure(module))
        .last()
        .isEqualTo("shop/src/main/java/Cart.java: error: warnings found and -Werror specified");
  }

  private Module selecting(List<String> includes, List<String> excludes) {
    return with(List.of("-g"), new SourcePatterns(includes, excludes));
  }

  private Module with(List<String> options, SourcePatterns sources) {
    return shop.compiledWith(new Module.CompilerSettings(options, List.of(), sources, null));
  }
}
