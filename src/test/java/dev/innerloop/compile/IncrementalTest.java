package dev.innerloop.compile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileStamp;
import dev.innerloop.content.FileTree;
import dev.innerloop.content.OutputChange;
import dev.innerloop.content.SampleModule;
import dev.innerloop.project.Module;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Few sources are compiled, and the classes are those of a compilation of all. */
class IncrementalTest {

  @TempDir Path folder;

  private final List<SortedSet<String>> scopes = new ArrayList<>();
  private final Map<Module, Collection<Path>> saved = new HashMap<>();
  private SampleModule shop;
  private SampleModule library;
  private Compiler compiler;

  @BeforeEach
  void start() throws IOException {
    shop = new SampleModule(folder, "shop");
    library = new SampleModule(folder, "library");
    compiler = compiler(folder.resolve("staging"));
  }

  @AfterEach
  void end() throws IOException {
    compiler.close();
  }

  @Test
  void compilesOneSourceWhenABodyChanges() throws IOException {
    built(Map.of("a/A.java", "package a; public class A { public int n() { return 1; } }"));
    built(Map.of("a/B.java", "package a; class B { int n = new A().n(); }"));

    save("a/A.java", "package a; public class A { public int n() { return 2; } }");

    assertThat(compiled()).containsExactly("a/A.java");
    assertSameAsWhole();
  }

  @Test
  void compilesTheUsersOfAMethodWhoseReturnTypeChanges() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; public class A { public int n() { return 1; } }",
            "b/User.java", "package b; class User { long n = new a.A().n(); }",
            "b/Other.java", "package b; class Other { User user; }"));

    save("a/A.java", "package a; public class A { public long n() { return 1; } }");

    assertThat(compiled()).containsExactly("a/A.java", "b/User.java");
    assertSameAsWhole();
  }

  @Test
  void handsOverWhatItHasWritten() throws IOException {
    built(Map.of("a/A.java", "package a; class A { int n() { return 1; } }"));
    Path file = shop.output().resolve("a/A.class");

    save("a/A.java", "package a; class A { int n() { return 2; } }");

    CompileResult.Compiled result = (CompileResult.Compiled) compile();
    OutputChange change = result.changed().get(shop.module());
    assertThat(change.contents()).containsOnlyKeys("a/A.class");
    assertThat(change.contents().get("a/A.class").bytes()).isEqualTo(Files.readAllBytes(file));
    assertThat(change.contents().get("a/A.class").stamp()).isEqualTo(FileStamp.of(file));
    assertThat(compiler.hasWritten(file)).isTrue();
    Files.write(file, change.contents().get("a/A.class").bytes());
    assertThat(compiler.hasWritten(file)).as("written by another program").isFalse();
  }

  @Test
  void theClassOfASourceThatWasDeletedWhileMavenCompiledIsDeleted() throws IOException {
    shop.source("a/A.java", "package a; class A {}");
    Path deleted = shop.source("a/B.java", "package a; class B {}");
    shop.compileInPlace();
    SampleModule.write(
        record("inputFiles.lst"), shop.sources().resolve("a/A.java") + "\n" + deleted + "\n");
    Files.delete(deleted);
    compiler.built(List.of(shop.module()));

    note(deleted.getParent());

    assertThat(compiled()).containsExactly("a/B.java");
    assertSameAsWhole();
  }

  @Test
  void mavensRecordHasWhatASessionCompiledAndNotWhatItDeleted() throws IOException {
    Path a = shop.source("a/A.java", "package a; class A {}");
    shop.compileInPlace();
    Path sources = SampleModule.write(record("inputFiles.lst"), a + "\n");
    Path classes = SampleModule.write(record("createdFiles.lst"), Path.of("a/A.class") + "\n");
    compiler.built(List.of(shop.module()));

    save("a/B.java", "package a; class B { class C {} }");
    compiled();

    Path b = shop.sources().resolve("a/B.java");
    assertThat(sources).hasContent(a + "\n" + b + "\n");
    assertThat(Files.readAllLines(classes))
        .containsExactly(
            Path.of("a/A.class").toString(),
            Path.of("a/B$C.class").toString(),
            Path.of("a/B.class").toString());

    Files.delete(b);
    note(b);
    compiled();

    assertThat(sources).hasContent(a + "\n");
    assertThat(classes).hasContent(Path.of("a/A.class") + "\n");
  }

  private Path record(String name) {
    return shop.output()
        .resolveSibling("maven-status/maven-compiler-plugin/compile/default-compile")
        .resolve(name);
  }

  @Test
  void aFileThatWasMovedIntoPlaceWhileMavenCompiledIsCompiled() throws IOException {
    Path moved = SampleModule.write(folder.resolve("A.java"), "package a; class A { int n; }");
    Files.setLastModifiedTime(moved, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Instant begun = Instant.now();
    shop.source("a/A.java", "package a; class A {}");
    shop.compileInPlace();
    Path source = shop.sources().resolve("a/A.java");
    Files.move(moved, source, StandardCopyOption.REPLACE_EXISTING);
    compiler.close();
    compiler = compiler(folder.resolve("staging"), begun);
    compiler.built(List.of(shop.module()));

    note(source);

    assertThat(compiled()).containsExactly("a/A.java");
    assertSameAsWhole();
  }

  @Test
  void compilesWhoeverSpellsAChangedConstant() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; public class A { public static final int MAX = 1; }",
            "a/Sum.java",
                "package a; public class Sum { public static final int SUM = A.MAX + 1; }",
            "b/User.java", "package b; class User { int n = a.Sum.SUM; }",
            "b/Other.java", "package b; class Other { a.A a; int MAXIMUM; }"));

    save("a/A.java", "package a; public class A { public static final int MAX = 2; }");

    assertThat(compiled()).contains("a/A.java", "a/Sum.java", "b/User.java");
    assertSameAsWhole();
  }

  @Test
  void publishesNothingUntilADependentCompilesAndThenAllThatIsNotPublishedYet() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; public class A { public int n() { return 1; } }",
            "a/Other.java", "package a; class Other { int n() { return 1; } }",
            "b/User.java", "package b; class User { int n = new a.A().n(); }"));
    Map<String, String> before = content(shop.output());

    save("a/A.java", "package a; public class A { public String n() { return null; } }");
    assertThat(compile()).isInstanceOf(CompileResult.Failed.class);
    assertThat(content(shop.output())).isEqualTo(before);

    save("a/Other.java", "package a; class Other { int n() { return 2; } }");
    assertThat(compile()).isInstanceOf(CompileResult.Failed.class);
    assertThat(content(shop.output())).isEqualTo(before);

    save("b/User.java", "package b; class User { String n = new a.A().n(); }");
    assertThat(compiled()).containsExactly("a/A.java", "a/Other.java", "b/User.java");
    assertSameAsWhole();
  }

  @Test
  void aDeletedSourceWithUsersDoesNotCompile() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; public class A { public int n() { return 1; } }",
            "b/User.java", "package b; class User { int n = new a.A().n(); }"));

    delete("a/A.java");

    assertThat(compile()).isInstanceOf(CompileResult.Failed.class);
    assertThat(shop.output().resolve("a/A.class")).exists();
  }

  @Test
  void compilesAllWhenSomebodyElseChangedTheClassMeanwhile() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; public class A { public int n() { return 1; } }",
            "b/User.java", "package b; class User { long n = new a.A().n(); }"));
    save("a/A.java", "package a; public class A { public long n() { return 1; } }");
    javac("a/A.java"); // not its users

    assertThat(compiled()).containsExactly("a/A.java", "b/User.java");
    assertSameAsWhole();
  }

  @Test
  void compilesAllWhenTheOutputWasEmptied() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; public class A { int n() { return 1; } }",
            "b/B.java", "package b; class B { a.A a; }"));
    shop.clean();

    save("a/A.java", "package a; public class A { int n() { return 2; } }");

    assertThat(compiled()).containsExactly("a/A.java", "b/B.java");
    assertSameAsWhole();
  }

  @Test
  void compilesAgainWhatWasSavedTooLateForTheBuild() throws IOException {
    shop.source("a/A.java", "package a; class A { int n() { return 1; } }");
    shop.compileInPlace();
    shop.source("a/A.java", "package a; class A { int n() { return 2; } }");
    shop.source("a/B.java", "package a; class B { int n() { return 2; } }");
    try (Compiler late = compiler(folder.resolve("late"), Instant.EPOCH)) {
      late.built(List.of(shop.module()));
      late.compile(
          List.of(shop.module()),
          Map.of(shop.module(), List.of(shop.sources().resolve("a/B.java"))));
    }
    assertSameAsWhole();
  }

  @Test
  void looksAtAllSourcesWhenNobodyKnowsWhichChanged() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; class A { int n() { return 1; } }",
            "b/B.java", "package b; class B {}",
            "c/C.java", "package c; class C { class Inner {} }"));
    shop.source("a/A.java", "package a; class A { int n() { return 1111; } }");
    shop.source("d/D.java", "package d; class D {}");
    Files.delete(shop.sources().resolve("c/C.java"));

    compiler.compile(List.of(shop.module()), List.of(shop.module()));

    assertThat(scopes.get(scopes.size() - 1)).containsExactly("a/A.java", "c/C.java", "d/D.java");
    assertSameAsWhole();
  }

  @Test
  void looksAtNoSourceThatNobodySaved() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; class A { int n() { return 1; } }",
            "b/B.java", "package b; class B {}"));
    shop.source("b/B.java", "package b; class B { int of_which_nobody_said_anything; }");

    save("a/A.java", "package a; class A { int n() { return 2; } }");

    assertThat(compiled()).containsExactly("a/A.java");
  }

  @Test
  void compilesNothingAgainThatWasSavedBeforeAllSourcesAreLookedAt() throws IOException {
    built(
        Map.of(
            "a/A.java", "package a; class A { int n() { return 1; } }",
            "b/B.java", "package b; class B {}",
            "c/C.java", "package c; class C {}"));
    save("a/A.java", "package a; class A { int n() { return 2; } class Inner {} }");
    delete("c/C.java");
    assertThat(compiled()).contains("a/A.java", "c/C.java");
    save("d/D.java", "package d; class D {}");
    assertThat(compiled()).containsExactly("d/D.java");
    scopes.clear();

    compiler.compile(List.of(shop.module()), List.of(shop.module()));

    assertThat(scopes).isEmpty();
    assertSameAsWhole();
  }

  @Test
  void compilesInDependentModulesOnlyTheUsers() throws IOException {
    library.source(
        "lib/Base.java", "package lib; public class Base { public int n() { return 1; } }");
    library.source("lib/Sub.java", "package lib; public class Sub extends Base {}");
    library.compileInPlace();
    Map<String, String> sources =
        Map.of(
            "b/User.java", "package b; class User { long n = new lib.Sub().n(); }",
            "b/Other.java", "package b; class Other {}");
    for (Map.Entry<String, String> each : sources.entrySet()) {
      shop.source(each.getKey(), each.getValue());
    }
    Module app = shop.module(List.of(library.output()), List.of(), null);
    List<Module> all = List.of(app, library.module());
    compiler.compile(all, all);
    scopes.clear();

    Path base =
        library.source(
            "lib/Base.java", "package lib; public class Base { public long n() { return 1; } }");
    compiler.compile(all, Map.of(library.module(), List.of(base)));

    assertThat(scopes.get(0)).containsExactly("lib/Base.java", "lib/Sub.java");
    assertThat(scopes.get(1)).containsExactly("b/User.java");
  }

  /**
   * Changes that are seen where nobody mentions the changed type, or that decide on the meaning of
   * others' code. "User" is never saved.
   */
  enum Change {
    SUPERCLASS_METHOD(
        "a/Base.java",
        "package a; public class Base { public int n() { return 1; } }",
        "package a; public class Base { public long n() { return 1; } }",
        Map.of(
            "a/Sub.java", "package a; public class Sub extends Base {}",
            "b/User.java", "package b; class User { long n = new a.Sub().n(); }")),
    OVERLOAD_MORE_SPECIFIC(
        "a/A.java",
        "package a; public class A { public static int n(Object o) { return 1; } }",
        "package a; public class A { public static int n(Object o) { return 1; }"
            + " public static int n(String o) { return 1; } }",
        Map.of("b/User.java", "package b; class User { int n = a.A.n(\"\"); }")),
    STATIC_IMPORT_ON_DEMAND(
        "a/A.java",
        "package a; public class A { }",
        "package a; public class A { public static int n(String o) { return 1; } }",
        Map.of(
            "a/B.java",
            "package a; public class B { public static int n(Object o) { return 1; } }",
            "b/User.java",
            "package b; import static a.A.*; import static a.B.*; class User { int n = n(\"\");"
                + " }")),
    CONSTANT_OF_AN_INTERFACE(
        "a/A.java",
        "package a; public interface A { int MAX = 1; }",
        "package a; public interface A { int MAX = 2; }",
        Map.of(
            "a/B.java", "package a; public class B implements A {}",
            "b/User.java", "package b; class User { int n = a.B.MAX; }")),
    INHERITED_CONSTANT(
        "a/B.java",
        "package a; public class B implements A1 {}",
        "package a; public class B implements A2 {}",
        Map.of(
            "a/A1.java", "package a; public interface A1 { int MAX = 1; }",
            "a/A2.java", "package a; public interface A2 { int MAX = 2; }",
            "b/User.java", "package b; class User { int n = a.B.MAX; }")),
    NO_LONGER_A_CONSTANT(
        "a/A.java",
        "package a; public class A { public static final int MAX = 1; }",
        "package a; public class A { public static final int MAX = Integer.parseInt(\"1\"); }",
        Map.of("b/User.java", "package b; class User { int n = a.A.MAX; }")),
    CONSTANT_SPELLED_WITH_AN_ESCAPE(
        "a/A.java",
        "package a; public class A { public static final int MAX = 1; }",
        "package a; public class A { public static final int MAX = 2; }",
        Map.of("b/User.java", "package b; class User { int n = a.A.M\\u0041X; }")),
    NEW_SUPERTYPE_DECIDES_ON_AN_OVERLOAD(
        "a/Item.java",
        "package a; public class Item {}",
        "package a; public class Item implements Runnable { public void run() {} }",
        Map.of(
            "a/Items.java",
            "package a; public class Items { public static java.util.List<Item> all() { return"
                + " null; } }",
            "a/Sink.java",
            "package a; public class Sink { public static void put(Object o) {}"
                + " public static void put(Runnable o) {} }",
            "b/User.java",
            "package b; class User { void m() { a.Sink.put(a.Items.all().get(0)); } }")),
    TYPE_IN_THE_SAME_PACKAGE_SHADOWS(
        "b/List.java",
        null,
        "package b; public class List {}",
        Map.of("b/User.java", "package b; import java.util.*; class User { List n; }")),
    NESTED_TYPE_OF_A_SUPERCLASS_SHADOWS(
        "a/Base.java",
        "package a; public class Base {}",
        "package a; public class Base { public static class Entry {} }",
        Map.of(
            "b/User.java", "package b; class User extends a.Base { Entry n; }",
            "b/Entry.java", "package b; class Entry {}")),
    DELETED_TYPE_NO_LONGER_SHADOWS(
        "b/List.java",
        "package b; public class List {}",
        null,
        Map.of("b/User.java", "package b; import java.util.*; class User { List n; }")),
    ENUM_CONSTANT(
        "a/Color.java",
        "package a; public enum Color { RED, BLUE }",
        "package a; public enum Color { GREEN, RED, BLUE }",
        Map.of(
            "b/User.java",
            "package b; class User { int m(a.Color c) { switch (c) { case RED: return 1;"
                + " default: return 2; } } }")),
    RECORD_COMPONENT(
        "a/Point.java",
        "package a; public record Point(int x) {}",
        "package a; public record Point(long x) {}",
        Map.of("b/User.java", "package b; class User { long n = new a.Point(1).x(); }")),
    INTERFACE_NO_LONGER_FUNCTIONAL(
        "a/Second.java",
        "package a; public interface Second { void one(); void two(); }",
        "package a; public interface Second { void one(); void two(); void three(); }",
        Map.of(
            "a/Sink.java",
            "package a; public class Sink { public static void put(Runnable r) {}"
                + " public static void put(Second s) {} }",
            "b/User.java",
            "package b; class User { void m() { a.Sink.put(() -> {}); } }")),
    DEFAULT_OF_AN_ANNOTATION(
        "a/Mark.java",
        "package a; import java.lang.annotation.*; @Retention(RetentionPolicy.SOURCE)"
            + " public @interface Mark { int value() default 1; }",
        "package a; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME)"
            + " public @interface Mark { int value() default 1; }",
        Map.of("b/User.java", "package b; @a.Mark class User {}")),
    VARIABLE_TYPE_IN_A_CHAIN(
        "a/A.java",
        "package a; public class A { public java.util.List<String> all() { return null; } }",
        "package a; public class A { public java.util.List<Integer> all() { return null; } }",
        Map.of(
            "a/Sink.java",
            "package a; public class Sink { public static void put(Object o) {}"
                + " public static void put(Number o) {} }",
            "b/User.java",
            "package b; class User { void m(a.A x) { var all = x.all(); a.Sink.put(all.get(0));"
                + " } }")),
    THROWS_CLAUSE(
        "a/A.java",
        "package a; public class A { public void close() {} }",
        "package a; public class A { public void close() throws RuntimeException {} }",
        Map.of("b/User.java", "package b; class User { void m(a.A a) { a.close(); } }")),
    SECONDARY_TYPE_MOVES_AWAY(
        "a/A.java",
        "package a; public class A {} class Second { class Inner {} }",
        "package a; public class A { Runnable r = () -> {}; }",
        Map.of("b/User.java", "package b; class User { a.A a; }")),
    PACKAGE_ANNOTATION(
        "a/package-info.java",
        "@Deprecated package a;",
        "package a;",
        Map.of("a/User.java", "package a; class User {}")),
    PACKAGE_PRIVATE_FIELD(
        "a/A.java",
        "package a; public class A { int n; }",
        "package a; public class A { long n; }",
        Map.of("a/User.java", "package a; class User { long n(A a) { return a.n; } }"));

    private final String path;
    private final String before;
    private final String after;
    private final Map<String, String> others;

    Change(String path, String before, String after, Map<String, String> others) {
      this.path = path;
      this.before = before;
      this.after = after;
      this.others = others;
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasTheEffectOfCompilingAll(Change change) throws IOException {
    Map<String, String> sources = new TreeMap<>(change.others);
    for (int i = 0; i < 20; i++) { // so many that compiling all is not chosen for being few
      sources.put("z/Z" + i + ".java", "package z; class Z" + i + " {}");
    }
    if (change.before != null) {
      sources.put(change.path, change.before);
    }
    built(sources);

    if (change.after == null) {
      delete(change.path);
    } else {
      save(change.path, change.after);
    }

    assertThat(compile()).isInstanceOf(CompileResult.Compiled.class);
    assertSameAsWhole();
  }

  @Test
  void doesNotCompileWhereAPrivateFieldHidesAnInheritedOne() throws IOException {
    built(
        Map.of(
            "a/Base.java", "package a; public class Base { public int n; }",
            "a/Sub.java", "package a; public class Sub extends Base {}",
            "a/User.java", "package a; class User { int n = new Sub().n; }"));

    save("a/Sub.java", "package a; public class Sub extends Base { private int n; }");

    assertThat(compile()).isInstanceOf(CompileResult.Failed.class);
  }

  @Test
  void doesNotCompileWhereAllOfAPackageIsImportedOfWhichNoClassIsLeft() throws IOException {
    built(
        Map.of(
            "a/b/Gone.java", "package a.b; public class Gone { class Inner {} }",
            "c/User.java", "package c; import a.b.*; class User {}",
            "c/Other.java", "package c; class Other {}"));

    delete("a/b/Gone.java");

    assertThat(compile()).isInstanceOf(CompileResult.Failed.class);
  }

  @Test
  void aPackageOfWhichAClassIsLeftIsImportedAsBefore() throws IOException {
    built(
        Map.of(
            "a/b/Gone.java", "package a.b; public class Gone {}",
            "a/b/Left.java", "package a.b; public class Left {}",
            "c/User.java", "package c; import a.b.*; class User {}"));

    delete("a/b/Gone.java");

    assertThat(compiled()).containsExactly("a/b/Gone.java");
  }

  @Test
  void deletesTheClassOfASourceThatWasInADirectoryOfAnotherPackage() throws IOException {
    built(
        Map.of(
            "wrong/X.java", "package a; class X { class Inner {} }",
            "a/A.java", "package a; class A {}"));

    delete("wrong/X.java");

    assertThat(compiled()).containsExactly("a/A.java");
    assertThat(content(shop.output())).containsOnlyKeys("a/A.class");
  }

  @Test
  void readsSourcesThroughALinkThatLeadsElsewhereNow() throws IOException {
    Path first = SampleModule.write(folder.resolve("v1/A.java"), "package a; class A { int one; }");
    Path second =
        SampleModule.write(folder.resolve("v2/A.java"), "package a; class A { int two; }");
    Path link = shop.sources().resolve("a");
    Files.createSymbolicLink(link, first.getParent());
    built(Map.of("b/B.java", "package b; class B {}"));
    note(link.resolve("A.java"));
    compiled();

    Files.delete(link);
    Files.createSymbolicLink(link, second.getParent());
    note(link);
    compiled();

    assertThat(new String(Files.readAllBytes(shop.output().resolve("a/A.class")), ISO_8859_1))
        .contains("two")
        .doesNotContain("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16"})
  void readsSourcesInTheirEncoding(String encoding) throws IOException {
    Charset charset = Charset.forName(encoding);
    Module module = shop.compiledWith("-encoding", encoding);
    Path source = shop.source("A.java", "");
    String text = charset.newEncoder().canEncode('\u20ac') ? "\u20ac" : "\u00e4";

    Files.writeString(source, "class A { String s = \"" + text + "\"; }", charset);

    assertThat(compiler.compile(List.of(module), List.of(module)))
        .isInstanceOf(CompileResult.Compiled.class);
    assertThat(new String(Files.readAllBytes(shop.output().resolve("A.class")), UTF_8))
        .contains(text);
  }

  private void built(Map<String, String> sources) throws IOException {
    for (Map.Entry<String, String> each : sources.entrySet()) {
      shop.source(each.getKey(), each.getValue());
    }
    try (Compiler own = compiler(folder.resolve("own"))) {
      own.compile(List.of(shop.module()), List.of(shop.module()));
    }
    compiler.built(List.of(shop.module()));
    scopes.clear();
  }

  private void save(String path, String content) throws IOException {
    note(shop.source(path, content));
  }

  private void delete(String path) throws IOException {
    Path file = shop.sources().resolve(path);
    Files.delete(file);
    note(file);
  }

  private void note(Path file) {
    saved.computeIfAbsent(shop.module(), key -> new ArrayList<>()).add(file);
  }

  private CompileResult compile() {
    Map<Module, Collection<Path>> now = Map.copyOf(saved);
    saved.clear();
    return compiler.compile(List.of(shop.module()), now);
  }

  /** The sources of the last scope, which is the one that counted. */
  private SortedSet<String> compiled() {
    assertThat(compile()).isInstanceOf(CompileResult.Compiled.class);
    return scopes.get(scopes.size() - 1);
  }

  private void javac(String path) {
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-d",
                    shop.output().toString(),
                    "-cp",
                    shop.output().toString(),
                    shop.sources().resolve(path).toString()))
        .isZero();
  }

  private void assertSameAsWhole() throws IOException {
    SampleModule fresh = new SampleModule(folder.resolve("fresh"), "shop");
    SampleModule.delete(fresh.sources());
    for (Map.Entry<String, Path> each : FileTree.files(shop.sources()).entrySet()) {
      fresh.source(each.getKey(), Files.readString(each.getValue()));
    }
    fresh.clean();
    try (Compiler own = compiler(folder.resolve("own"))) {
      assertThat(own.compile(List.of(fresh.module()), List.of(fresh.module())))
          .isInstanceOf(CompileResult.Compiled.class);
    }
    assertThat(content(shop.output())).isEqualTo(content(fresh.output()));
  }

  private static Map<String, String> content(Path output) throws IOException {
    SortedMap<String, String> content = new TreeMap<>();
    for (Map.Entry<String, Path> each : FileTree.files(output).entrySet()) {
      content.put(each.getKey(), java.util.Arrays.toString(Files.readAllBytes(each.getValue())));
    }
    return content;
  }

  private Compiler compiler(Path staging) {
    return compiler(staging, Instant.MAX);
  }

  private Compiler compiler(Path staging, Instant begun) {
    return new Compiler(
        folder,
        staging,
        new NoBuild(),
        new CompiledSources(scopes),
        Optional.of(ToolProvider.getSystemJavaCompiler()),
        begun);
  }
}
