package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Build;
import dev.innerloop.project.BuildFailure;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class CompilerTest {

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();
  private final List<SortedSet<String>> scopes = new ArrayList<>();
  private SampleModule shop;
  private SampleModule library;
  private Compiler compiler;
  private boolean buildFails;

  @BeforeEach
  void start() throws IOException {
    shop = new SampleModule(folder, "shop");
    library = new SampleModule(folder, "library");
    compiler =
        new Compiler(
            folder,
            folder.resolve("staging"),
            new FakeBuild(),
            new Log(),
            Optional.of(ToolProvider.getSystemJavaCompiler()),
            Instant.MAX); // what the tests build is not saved too late
  }

  @AfterEach
  void end() throws IOException {
    compiler.close();
    assertThat(folder.resolve("staging")).doesNotExist();
  }

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
  void runsAnnotationProcessorsAndPublishesWhatTheyGenerate() throws IOException {
    Path processor = processor();
    shop.source("shop/Cart.java", "package shop; @Deprecated class Cart { shop.Made made; }");
    shop.resource("META-INF/input.txt", "from a resource");
    Module module = shop.module(List.of(), List.of(processor), null);

    assertThat(changed(module))
        .containsExactly("META-INF/output.txt", "shop/Cart.class", "shop/Made.class");
    assertThat(shop.output().resolve("META-INF/output.txt")).hasContent("from a resource");
    assertThat(shop.generated().resolve("shop/Made.java")).exists();
    assertThat(changed(module)).as("generated sources do not get in the way").isEmpty();

    shop.source("shop/Cart.java", "package shop; class Cart {}");

    assertThat(changed(module))
        .containsExactly("META-INF/output.txt", "shop/Cart.class", "shop/Made.class");
    assertThat(shop.generated().resolve("shop/Made.java")).doesNotExist();
    assertThat(content(shop.output())).containsOnlyKeys("META-INF/input.txt", "shop/Cart.class");
  }

  @Test
  void deletesWhatProcessorsOfTheProjectsOwnBuildGenerated() throws IOException {
    shop.source("shop/Made.java", "package shop; class Made {}");
    shop.compileInPlace();
    Files.createDirectories(shop.generated().resolve("shop"));
    Files.move(
        shop.sources().resolve("shop/Made.java"), shop.generated().resolve("shop/Made.java"));
    compiler.built(List.of(shop.module()));

    assertThat(changed(shop.module())).containsExactly("shop/Made.class");
    assertThat(shop.output().resolve("shop/Made.class")).doesNotExist();
    assertThat(shop.generated().resolve("shop/Made.java")).doesNotExist();
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_22, disabledReason = "later ones do so only with -proc:full")
  void findsProcessorsOnTheClassPathWhenThereIsNoPathForThem() throws IOException {
    shop.source("shop/Cart.java", "package shop; @Deprecated class Cart { shop.Made made; }");
    shop.resource("META-INF/input.txt", "text");

    assertThat(changed(shop.module(List.of(processor()), List.of(), null)))
        .contains("shop/Made.class");
  }

  @Test
  void reportsWhatAProcessorComplainsOf() throws IOException {
    shop.source("shop/Cart.java", "package shop;\n@Deprecated class Broken {}\n");

    assertThat(failure(shop.module(List.of(), List.of(processor()), null)))
        .containsExactly("shop/src/main/java/shop/Cart.java:2:13: error: Broken is refused");
  }

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
  void aWrongOptionIsAFailureWithTheWordsOfJavac() throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    Module plain = shop.module();
    Module wrong =
        new Module(
            plain.coordinates(),
            plain.basedir(),
            plain.pom(),
            plain.sourceRoots(),
            plain.resourceRoots(),
            plain.outputFolder(),
            plain.generatedSources(),
            plain.classPath(),
            new Module.CompilerSettings(List.of("--nonsense"), List.of(), null));

    assertThat(failure(wrong)).containsExactly("error: error: invalid flag: --nonsense");
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

  private List<Module> all() {
    return List.of(dependentShop(), library.module());
  }

  private Module dependentShop() {
    return shop.module(List.of(library.output()), List.of(), null);
  }

  private List<String> compiled(Module changed) {
    CompileResult result = compiler.compile(all(), List.of(changed));
    assertThat(result).isInstanceOf(CompileResult.Compiled.class);
    return ((CompileResult.Compiled) result).modules().stream().map(Module::name).toList();
  }

  private Set<String> changed(Module module) {
    CompileResult result = compiler.compile(List.of(module), List.of(module));
    assertThat(result).isInstanceOf(CompileResult.Compiled.class);
    return ((CompileResult.Compiled) result)
        .changed().values().stream()
            .flatMap(each -> Stream.concat(each.written().stream(), each.deleted().stream()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<String> failure(Module module) {
    CompileResult result = compiler.compile(List.of(module), List.of(module));
    assertThat(result).isInstanceOf(CompileResult.Failed.class);
    return ((CompileResult.Failed) result)
        .diagnostics().stream().map(Diagnostic::toString).toList();
  }

  private static Map<String, String> content(Path output) throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Map.Entry<String, Path> each : FileTree.files(output).entrySet()) {
      content.put(each.getKey(), Arrays.toString(Files.readAllBytes(each.getValue())));
    }
    return content;
  }

  /** A processor that makes a class and copies a resource, or refuses. */
  private Path processor() throws IOException {
    SampleModule processor = new SampleModule(folder, "processor");
    processor.source(
        "proc/Maker.java",
        """
        package proc;
        import java.io.Writer;
        import java.util.Set;
        import javax.annotation.processing.*;
        import javax.lang.model.SourceVersion;
        import javax.lang.model.element.*;
        import javax.tools.*;
        @SupportedAnnotationTypes("java.lang.Deprecated")
        public class Maker extends AbstractProcessor {
          @Override public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
          }
          @Override public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
            for (Element each : round.getElementsAnnotatedWith(Deprecated.class)) {
              if (each.getSimpleName().contentEquals("Broken")) {
                processingEnv.getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, "Broken is refused", each);
                continue;
              }
              Filer filer = processingEnv.getFiler();
              try (Writer out = filer.createSourceFile("shop.Made").openWriter()) {
                out.write("package shop; class Made {}");
              } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
              try (Writer out = filer.createResource(
                      StandardLocation.CLASS_OUTPUT, "", "META-INF/output.txt").openWriter()) {
                out.write(filer.getResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/input.txt")
                    .getCharContent(true).toString());
              } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
            }
            return false;
          }
        }
        """);
    processor.compileInPlace();
    SampleModule.write(
        processor.output().resolve("META-INF/services/javax.annotation.processing.Processor"),
        "proc.Maker");
    return jar(processor.output(), folder.resolve("processor.jar"));
  }

  private static Path jar(Path content, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Path> each : FileTree.files(content).entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        Files.copy(each.getValue(), zip);
      }
    }
    return jar;
  }

  private final class FakeBuild implements Build {

    @Override
    public void processResources(Module module) throws BuildFailure {
      run("resources " + module.name());
    }

    @Override
    public void processClasses(Module module) throws BuildFailure {
      run("build " + module.name());
    }

    private void run(String what) throws BuildFailure {
      if (buildFails) {
        throw new BuildFailure("Main.kt: unresolved reference", new IOException("kotlinc"));
      }
      log.add(what);
    }
  }

  private final class Log implements CompileListener {

    @Override
    public void compiled(Module module, SortedSet<String> sources) {
      scopes.add(sources);
    }

    @Override
    public void delegating(Module module, String reason) {
      log.add("delegating " + module.name() + ": " + reason);
    }
  }
}
