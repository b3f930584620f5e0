package dev.innerloop.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.ContentHash;
import dev.innerloop.content.Inventory;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Sources;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadPlannerTest {

  private final MemoryBlobs blobs = new MemoryBlobs();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class A { int f() { return 1; } } | class A { int f() { return 2; } }"
            + " | REDEFINE | method bodies changed in A",
        "class A { Runnable f() { return () -> System.gc(); } }"
            + " | class A { Runnable f() { return () -> System.exit(1); } }"
            + " | REDEFINE | method bodies changed in A",
        "class A { String f(int x) { return null; } }"
            + " | class A { String f(int x) { return java.util.Map.entry(x, x) + \"a\"; } }"
            + " | REDEFINE | method bodies changed in A",
        "class A { int f() { return 1; } int g() { return 2; } }"
            + " | class A { int g() { return 2; } int f() { return 1; } }"
            + " | NONE | only line numbers changed in A",
        "class A { void f() {} } | class A { void f() {} void g() {} }"
            + " | RESTART | method g added in A",
        "class A { void f() {} } | class A { void f() { Runnable r = () -> {}; } }"
            + " | RESTART | lambda added in A",
        "class A { int x; } | class A { int x; int y; } | RESTART | field y added in A",
        "class A { int x; int y; } | class A { int y; int x; }"
            + " | RESTART | fields reordered in A",
        "class A { int x; } | class A { long x; } | RESTART | field x added in A",
        "class A { static final int X = 1; } | class A { static final int X = 2; }"
            + " | RESTART | declaration of field X changed in A",
        "class A { static int x = f(); static int f() { return 1; } }"
            + " | class A { static int x = f() + 1; static int f() { return 1; } }"
            + " | RESTART | static initialiser changed in A",
        "class A { int x = 1; } | class A { int x = 2; }"
            + " | RESTART | constructor or field initialiser changed in A",
        "class A { public static void main(String[] a) {} }"
            + " | class A { public static void main(String[] a) { System.gc(); } }"
            + " | RESTART | main changed in A",
        "class A { void f() {} } | class A { @Deprecated void f() {} }"
            + " | RESTART | declaration of method f changed in A",
        "class A {} | @Deprecated class A {} | RESTART | modifiers changed of A",
        "class A {} | @FunctionalInterface interface A { void f(); }"
            + " | RESTART | modifiers changed of A",
        "class A {} | class A extends Thread {} | RESTART | supertypes changed of A",
        "class A {} | class A implements java.io.Serializable {}"
            + " | RESTART | supertypes changed of A",
        "class A {} | final class A {} | RESTART | modifiers changed of A",
        "class A { void f() {} } | class A { synchronized void f() {} }"
            + " | RESTART | declaration of method f changed in A",
        "record A(int x) {} | record A(int x, int y) {}" + " | RESTART | field y added in A",
        "record A(@T String x) { int f() { return 1; } }"
            + " @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)"
            + " @interface T {}"
            + " | record A(@T String x) { int f() { return 2; } }"
            + " @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)"
            + " @interface T {}"
            + " | RESTART | record with annotated component types A changed",
      })
  void choosesTheTierOfAChangedClass(String older, String newer, Tier tier, String reason)
      throws IOException {
    Plan plan = plan(compiled(older), compiled(newer));

    assertThat(plan.tier() + " | " + plan.reason()).isEqualTo(tier + " | " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "classes/templates/x.html, RESOURCE, templates/x.html",
    "classes/static/css/x.css, RESOURCE, static/css/x.css",
    "modules/shared/META-INF/resources/x.js, RESOURCE, META-INF/resources/x.js",
    "classes/application.yml, RESTART, application.yml changed",
    "modules/shared/messages.properties, RESTART, messages.properties changed",
    "lib/guava.jar, JVM, guava.jar changed",
  })
  void choosesTheTierOfAChangedFile(String path, Tier tier, String reason) throws IOException {
    Plan plan = plan(Map.of(path, new byte[] {1}), Map.of(path, new byte[] {2}));

    assertThat(plan).isEqualTo(Plan.of(tier, reason));
  }

  @Test
  void namesTheClassesToRedefineAndWhereTheyLie() throws IOException {
    Plan plan =
        plan(
            compiled("package p; class A { static class B { int f() { return 1; } } }"),
            compiled("package p; class A { static class B { int f() { return 2; } } }"));

    assertThat(plan.classes()).isEqualTo(Map.of("p.A$B", "classes/p/A$B.class"));
  }

  @Test
  void lineNumbersAloneChangeNothing() throws IOException {
    Plan plan =
        plan(
            compiled("class A { int f() { return 1; } }"),
            compiled("class A {\n\n  int f() {\n return 1; } }"));

    assertThat(plan).isEqualTo(Plan.of(Tier.NONE, "only line numbers changed in A"));
  }

  @Test
  void aRemovedClassRestarts() throws IOException {
    Plan plan = plan(compiled("class A {} class B {}"), compiled("class A {}"));

    assertThat(plan).isEqualTo(Plan.of(Tier.RESTART, "class B removed"));
  }

  @Test
  void aPlainNewClassIsUsedByWhatIsRedefined() throws IOException {
    Plan plan =
        plan(
            compiled("class A { int f() { return 1; } }"),
            compiled("class A { int f() { return new B().hashCode(); } } class B {}"));

    assertThat(plan.tier()).isEqualTo(Tier.REDEFINE);
    assertThat(plan.classes()).containsOnlyKeys("A");
  }

  @Test
  void anAnnotatedNewClassRestartsAsOnlyAStartFindsIt() throws IOException {
    Plan plan = plan(compiled("class A {}"), compiled("class A {} @Deprecated class B {}"));

    assertThat(plan).isEqualTo(Plan.of(Tier.RESTART, "annotated class B added"));
  }

  @Test
  void contentThatSomebodyElseDeliveredRestarts() throws IOException {
    byte[] known = compiled("class A { int f() { return 1; } }").get("classes/A.class");
    Inventory older = Inventory.of(Map.of("classes/A.class", ContentHash.of(new byte[] {1})));
    Inventory newer = Inventory.of(Map.of("classes/A.class", blobs.put(known)));

    assertThat(new ReloadPlanner(blobs).plan(older, newer))
        .isEqualTo(Plan.of(Tier.RESTART, "the former A is not known here"));
  }

  private Plan plan(Map<String, byte[]> older, Map<String, byte[]> newer) throws IOException {
    return new ReloadPlanner(blobs).plan(blobs.inventory(older), blobs.inventory(newer));
  }

  private static Map<String, byte[]> compiled(String source) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(source).forEach((name, bytes) -> files.put("classes/" + name, bytes));
    return files;
  }
}
