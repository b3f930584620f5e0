package dev.innerloop.compile.javac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.compile.CompileResult;
import dev.innerloop.compile.CompiledSources;
import dev.innerloop.compile.Compiler;
import dev.innerloop.compile.NoBuild;
import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lombok, MapStruct and Spring's configuration processor as they are: what saves make of them. */
class ProcessorsIT {

  private static final Path JARS = Path.of(System.getProperty("it.processors"));

  @TempDir Path folder;

  private final List<SortedSet<String>> scopes = new ArrayList<>();
  private SampleModule shop;
  private Compiler compiler;

  @BeforeEach
  void start() throws IOException {
    shop = new SampleModule(folder, "shop");
    compiler =
        new Compiler(
            folder,
            folder.resolve("staging"),
            new NoBuild(),
            new CompiledSources(scopes),
            Optional.of(ToolProvider.getSystemJavaCompiler()),
            Instant.MAX);
  }

  @AfterEach
  void end() throws IOException {
    compiler.close();
  }

  @Test
  void compilesOneSourceWithLombokAndItsUsersWhenWhatLombokMakesChanges() throws Exception {
    Module module = module(List.of("lombok"), List.of("lombok"));
    shop.source(
        "shop/Item.java", "package shop; @lombok.Data public class Item { private int n = 1; }");
    shop.source(
        "shop/Cart.java",
        "package shop; @lombok.extern.java.Log public class Cart {"
            + " public static String total() { return \"\" + new Item().getN(); } }");
    shop.source("shop/Other.java", "package shop; @lombok.Value class Other { int n; }");
    save(module, List.of());
    assertThat(call("shop.Cart", "total")).isEqualTo("1");

    Path item =
        shop.source(
            "shop/Item.java",
            "package shop; @lombok.Data public class Item { private int n = 2; }");
    save(module, List.of(item));
    assertThat(last()).containsExactly("shop/Item.java");
    assertThat(call("shop.Cart", "total")).isEqualTo("2");

    shop.source(
        "shop/Item.java", "package shop; @lombok.Data public class Item { private long n = 3; }");
    save(module, List.of(item));
    assertThat(last()).containsExactly("shop/Cart.java", "shop/Item.java");
    assertThat(call("shop.Cart", "total")).as("not NoSuchMethodError").isEqualTo("3");
  }

  /** In both orders: MapStruct has to wait for Lombok, with each compilation. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lombok mapstruct-processor lombok-mapstruct-binding",
        "mapstruct-processor lombok-mapstruct-binding lombok"
      })
  void mapsWithMapStructWhatLombokMakes(String processors) throws Exception {
    Module module = module(List.of("lombok", "mapstruct-1"), List.of(processors.split(" ")));
    shop.source("shop/Item.java", "package shop; @lombok.Data public class Item { int a; }");
    shop.source("shop/View.java", "package shop; @lombok.Data public class View { int a; }");
    shop.source(
        "shop/Views.java",
        "package shop; @org.mapstruct.Mapper public interface Views { View of(Item item); }");
    shop.source(
        "shop/Cart.java",
        "package shop; public class Cart { public static String total() {"
            + " Item i = new Item(); i.setA(7);"
            + " return org.mapstruct.factory.Mappers.getMapper(Views.class).of(i).toString(); } }");
    save(module, List.of());
    assertThat(call("shop.Cart", "total")).isEqualTo("View(a=7)");
    assertThat(shop.generated().resolve("shop/ViewsImpl.java")).exists();

    Path item = shop.sources().resolve("shop/Item.java");
    shop.source("shop/Item.java", "package shop; @lombok.Data public class Item { int a, b = 8; }");
    shop.source("shop/View.java", "package shop; @lombok.Data public class View { int a, b; }");
    save(module, List.of(item, shop.sources().resolve("shop/View.java")));
    assertThat(call("shop.Cart", "total")).isEqualTo("View(a=7, b=8)");

    Path views = shop.source("shop/Views.java", "package shop; public interface Views {}");
    Path cart = shop.source("shop/Cart.java", "package shop; public class Cart {}");
    save(module, List.of(views, cart));
    assertThat(shop.generated().resolve("shop/ViewsImpl.java")).doesNotExist();
    assertThat(shop.output().resolve("shop/ViewsImpl.class")).doesNotExist();
  }

  @Test
  void keepsSpringsMetadataOfPropertiesWhole() throws Exception {
    Module module =
        module(List.of("spring-boot-4"), List.of("spring-boot-configuration-processor"));
    shop.source("shop/Cart.java", properties("Cart", "cart", "size"));
    shop.source("shop/Till.java", properties("Till", "till", "coins"));
    save(module, List.of());
    Path metadata = shop.output().resolve("META-INF/spring-configuration-metadata.json");
    assertThat(metadata).content().contains("cart.size", "till.coins");

    Path cart = shop.source("shop/Cart.java", properties("Cart", "cart", "width"));
    save(module, List.of(cart));

    assertThat(metadata).content().contains("cart.width", "till.coins").doesNotContain("cart.size");
  }

  private static String properties(String name, String prefix, String property) {
    return """
    package shop;
    @org.springframework.boot.context.properties.ConfigurationProperties("%s")
    public class %s {
      private int %s;
      public int get%s() { return %s; }
      public void set%s(int value) { %s = value; }
    }
    """
        .formatted(
            prefix, name, property, capital(property), property, capital(property), property);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
  }

  private void save(Module module, Collection<Path> files) {
    assertThat(compiler.compile(List.of(module), Map.of(module, files)))
        .isInstanceOf(CompileResult.Compiled.class);
  }

  private SortedSet<String> last() {
    return scopes.get(scopes.size() - 1);
  }

  private Module module(List<String> classPath, List<String> processors) throws IOException {
    return shop.module(jars(classPath), jars(processors), null);
  }

  private static List<Path> jars(List<String> names) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (String name : names) {
      try (Stream<Path> all = Files.list(JARS)) {
        jars.add(
            all.filter(each -> each.getFileName().toString().matches(name + "[-.]?\\d.*\\.jar"))
                .findFirst()
                .orElseThrow());
      }
    }
    return jars;
  }

  private String call(String type, String method) throws Exception {
    List<URL> path = new ArrayList<>(List.of(shop.output().toUri().toURL()));
    for (Path jar : jars(List.of("mapstruct"))) {
      path.add(jar.toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(path.toArray(new URL[0]), null)) {
      return (String) loader.loadClass(type).getMethod(method).invoke(null);
    }
  }
}
