package dev.innerloop.compile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What annotation processors generate. */
class AnnotationProcessorsTest extends CompilerTestCase {

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
  void ofProcessorsThatMayHaveStaticStateTheClassesAreLoadedForEachCompilation()
      throws IOException {
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    Module module = shop.module(List.of(), List.of(counter("proc", "Counter")), null);

    changed(module);
    assertThat(shop.output().resolve("count.txt")).hasContent("1");
    changed(module);
    assertThat(shop.output().resolve("count.txt")).hasContent("1");
  }

  @Test
  void knownProcessorsKeepTheirClassesUntilTheirJarChanges() throws IOException {
    Path jar = counter("org.mapstruct.ap", "MappingProcessor");
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    Module module = shop.module(List.of(), List.of(jar), null);

    assertThat(changed(module)).contains("count.txt");
    assertThat(shop.output().resolve("count.txt")).hasContent("1");
    changed(module);
    assertThat(shop.output().resolve("count.txt")).hasContent("2");

    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    changed(module);
    assertThat(shop.output().resolve("count.txt")).as("another jar").hasContent("1");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_22, disabledReason = "later ones do so only with -proc:full")
  void compilesAgainWithAProcessorOfASiblingThatHasChanged() throws IOException {
    changingProcessor(false);
  }

  @Test
  void compilesAgainWithAProcessorOfASiblingOnAPathOfItsOwn() throws IOException {
    changingProcessor(true);
  }

  private void changingProcessor(boolean hasOwnPath) throws IOException {
    Module sibling = library.compiledWith("-g", "--release", "17", "-proc:none");
    List<Path> path = List.of(library.output());
    Module app =
        hasOwnPath ? shop.module(List.of(), path, null) : shop.module(path, List.of(), null);
    List<Module> all = List.of(app, sibling);
    Path maker = library.source("proc/Maker.java", maker("one"));
    library.resource("META-INF/services/javax.annotation.processing.Processor", "proc.Maker");
    shop.source("shop/Cart.java", "package shop; class Cart { int n = new Made().one; }");
    assertThat(compiler.compile(all, all)).isInstanceOf(CompileResult.Compiled.class);

    library.source("proc/Maker.java", maker("two"));
    assertThat(compiler.compile(all, Map.of(sibling, List.of(maker))))
        .as("what is generated has another field now")
        .isInstanceOf(CompileResult.Failed.class);
    Path cart =
        shop.source("shop/Cart.java", "package shop; class Cart { int n = new Made().two; }");
    assertThat(compiler.compile(all, Map.of(app, List.of(cart))))
        .isInstanceOf(CompileResult.Compiled.class);
    library.source("proc/Maker.java", maker("two; long three"));
    compiler.compile(all, Map.of(sibling, List.of(maker)));
    assertThat(new String(Files.readAllBytes(shop.output().resolve("shop/Made.class")), UTF_8))
        .contains("three");
    assertThat(compiler.isOutdated(all)).isFalse();
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_22, disabledReason = "later ones do so only with -proc:full")
  void compilesAgainWithoutAProcessorOfASiblingThatIsNotDeclaredAnyMore() throws Exception {
    Module sibling = library.compiledWith("-g", "--release", "17", "-proc:none");
    Module app = shop.module(List.of(library.output()), List.of(), null);
    List<Module> all = List.of(app, sibling);
    library.source("proc/Maker.java", maker("one"));
    String service = "META-INF/services/javax.annotation.processing.Processor";
    Path declaration = library.resource(service, "proc.Maker");
    shop.source("shop/Cart.java", "package shop; class Cart { }");
    compiler.compile(all, all);
    assertThat(shop.output().resolve("shop/Made.class")).exists();

    Files.delete(declaration);
    Files.delete(library.output().resolve(service));
    compiler.processResources(sibling, List.of(declaration));

    assertThat(compiler.isOutdated(all)).isTrue();
    assertThat(compiler.compile(all, Map.of())).isInstanceOf(CompileResult.Compiled.class);
    assertThat(shop.output().resolve("shop/Made.class")).doesNotExist();
    assertThat(compiler.isOutdated(all)).isFalse();
  }

  /** Generates a class with a field, whose name is in a body. */
  private static String maker(String field) {
    return """
    package proc;
    import java.io.Writer;
    import java.util.Set;
    import javax.annotation.processing.*;
    import javax.lang.model.SourceVersion;
    import javax.lang.model.element.*;
    @SupportedAnnotationTypes("*")
    public class Maker extends AbstractProcessor {
      @Override public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
      }
      @Override public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
        if (!round.processingOver() && !round.getRootElements().isEmpty()) {
          if (round.getRootElements().iterator().next().getSimpleName().contentEquals("Made")) {
            return false;
          }
          try (Writer out = processingEnv.getFiler().createSourceFile("shop.Made").openWriter()) {
            out.write("package shop; class Made { int FIELD; }");
          } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
        }
        return false;
      }
    }
    """
        .replace("FIELD", field);
  }

  /** A processor that writes how many of its kind its class loader has seen. */
  private Path counter(String packageName, String name) throws IOException {
    SampleModule processor = new SampleModule(folder, "counter");
    processor.source(
        packageName.replace('.', '/') + "/" + name + ".java",
        "package "
            + packageName
            + """
            ;
            import java.io.Writer;
            import java.util.Set;
            import javax.annotation.processing.*;
            import javax.lang.model.SourceVersion;
            import javax.lang.model.element.*;
            import javax.tools.*;
            @SupportedAnnotationTypes("*")
            public class NAME extends AbstractProcessor {
              private static int count;
              @Override public SourceVersion getSupportedSourceVersion() {
                return SourceVersion.latest();
              }
              @Override public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
                if (round.processingOver()) {
                  try (Writer out = processingEnv.getFiler().createResource(
                          StandardLocation.CLASS_OUTPUT, "", "count.txt").openWriter()) {
                    out.write("" + ++count);
                  } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                }
                return false;
              }
            }
            """
                .replace("NAME", name));
    processor.compileInPlace();
    SampleModule.write(
        processor.output().resolve("META-INF/services/javax.annotation.processing.Processor"),
        packageName + "." + name);
    return jar(processor.output(), folder.resolve("counter.jar"));
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
}
