package dev.innerloop.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.innerloop.content.Inventory;
import dev.innerloop.replica.MemoryBlobs;
import dev.innerloop.replica.Sources;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.Redefinition;
import dev.innerloop.wire.ReloadStrategy;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.util.List;
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
            + " | REDEFINE | method bodies changed in A f()I",
        "class A { Runnable f() { return () -> System.gc(); } }"
            + " | class A { Runnable f() { return () -> System.exit(1); } }"
            + " | REDEFINE | method bodies changed in A lambda$f$0()V",
        "class A { String f(int x) { return null; } }"
            + " | class A { String f(int x) { return java.util.Map.entry(x, x) + \"a\"; } }"
            + " | REDEFINE | method bodies changed in A f(I)Ljava/lang/String;",
        "class A { int f() { return 1; } int g() { return 2; } }"
            + " | class A { int g() { return 2; } int f() { return 1; } }"
            + " | NONE | only line numbers changed in A",
        "class A { void f() {} } | class A { void f() {} void g() {} }"
            + " | RESTART IF LOADED | method g added in A",
        "class A { void f() {} } | class A { void f() { Runnable r = () -> {}; } }"
            + " | RESTART IF LOADED | lambda added in A",
        "class A { int x; } | class A { int x; int y; } | RESTART IF LOADED | field y added in A",
        "class A { int x; int y; } | class A { int y; int x; }"
            + " | RESTART IF LOADED | fields reordered in A",
        "class A { int x; } | class A { long x; } | RESTART IF LOADED | field x added in A",
        "class A { static final int X = 1; } | class A { static final int X = 2; }"
            + " | RESTART IF LOADED | declaration of field X changed in A",
        "class A { static int x = f(); static int f() { return 1; } }"
            + " | class A { static int x = f() + 1; static int f() { return 1; } }"
            + " | REDEFINE | method bodies changed in A <clinit>()V",
        "class A { int x = 1; } | class A { int x = 2; }"
            + " | REDEFINE | method bodies changed in A <init>()V",
        "class A { public static void main(String[] a) {} }"
            + " | class A { public static void main(String[] a) { System.gc(); } }"
            + " | REDEFINE | method bodies changed in A main([Ljava/lang/String;)V",
        "class A { void f() {} } | class A { @Deprecated void f() {} }"
            + " | RESTART IF LOADED | declaration of method f changed in A",
        "class A {} | @Deprecated class A {} | RESTART | modifiers changed of A",
        "class A {} | @FunctionalInterface interface A { void f(); }"
            + " | RESTART | modifiers changed of A",
        "class A {} | class A extends Thread {} | RESTART | supertypes or type parameters changed"
            + " of A",
        "class A {} | class A implements java.io.Serializable {}"
            + " | RESTART | supertypes or type parameters changed of A",
        "class A {} | final class A {} | RESTART | modifiers changed of A",
        "class A { void f() {} } | class A { synchronized void f() {} }"
            + " | RESTART IF LOADED | declaration of method f changed in A",
        "record A(int x) {} | record A(int x, int y) {}"
            + " | RESTART IF LOADED | field y added in A",
        "record A(@T String x) { int f() { return 1; } }"
            + " @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)"
            + " @interface T {}"
            + " | record A(@T String x) { int f() { return 2; } }"
            + " @java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE_USE)"
            + " @interface T {}"
            + " | RESTART IF LOADED | record with annotated component types A changed",
      })
  void choosesTheStrategyOfAChangedClass(String older, String newer, String strategy, String reason)
      throws IOException {
    ReloadPlan plan = plan(compiled(older), compiled(newer));

    assertThat(described(plan)).isEqualTo(strategy + " | " + reason);
  }

  private static String described(ReloadPlan plan) {
    if (plan.classes().isEmpty()) {
      return plan.strategy() + " | " + plan.reason();
    }
    Redefinition only = plan.classes().get(0);
    return only.obstacle().isEmpty()
        ? plan.strategy() + " | " + plan.reason() + " " + String.join(" ", only.methods())
        : "RESTART IF LOADED | " + only.obstacle();
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
  void choosesTheStrategyOfAChangedFile(String path, ReloadStrategy strategy, String reason)
      throws IOException {
    ReloadPlan plan = plan(Map.of(path, new byte[] {1}), Map.of(path, new byte[] {2}));

    assertThat(plan).isEqualTo(ReloadPlan.of(strategy, reason));
  }

  @Test
  void namesTheClassesToRedefineAndWhereTheyLie() throws IOException {
    ReloadPlan plan =
        plan(
            compiled("package p; class A { static class B { int f() { return 1; } } }"),
            compiled("package p; class A { static class B { int f() { return 2; } } }"));

    assertThat(plan.classes())
        .extracting(Redefinition::className, Redefinition::path, Redefinition::methods)
        .containsExactly(tuple("p.A$B", "classes/p/A$B.class", List.of("f()I")));
  }

  @Test
  void lineNumbersAloneChangeNothing() throws IOException {
    ReloadPlan plan =
        plan(
            compiled("class A { int f() { return 1; } }"),
            compiled("class A {\n\n  int f() {\n return 1; } }"));

    assertThat(plan)
        .isEqualTo(ReloadPlan.of(ReloadStrategy.NONE, "only line numbers changed in A"));
  }

  @Test
  void aRemovedClassRestartsIfItIsLoaded() throws IOException {
    ReloadPlan plan = plan(compiled("class A {} class B {}"), compiled("class A {}"));

    assertThat(described(plan)).isEqualTo("RESTART IF LOADED | class B removed");
    assertThat(plan.reason()).isEqualTo("B not loaded yet");
    assertThat(plan.likely()).isEqualTo(ReloadStrategy.RESTART);
    assertThat(plan.classes())
        .extracting(Redefinition::className, Redefinition::path)
        .containsExactly(tuple("B", ""));
  }

  @Test
  void anAnnotatedClassIsKnownToFrameworksEvenIfItIsNotLoaded() throws IOException {
    ReloadPlan plan =
        plan(
            compiled("@Deprecated class A { void f() {} }"),
            compiled("@Deprecated class A { void f() {} void g() {} }"));

    assertThat(plan).isEqualTo(ReloadPlan.of(ReloadStrategy.RESTART, "method g added in A"));
  }

  @Test
  void frameworksReadParameterNamesOfAnnotatedClasses() throws IOException {
    ReloadPlan plan =
        plan(
            compiled("@Deprecated class A { void f(int x) {} }"),
            compiled("@Deprecated class A { void f(int y) {} }"));

    assertThat(plan)
        .isEqualTo(ReloadPlan.of(ReloadStrategy.RESTART, "declaration of method f changed in A"));
    assertThat(
            plan(compiled("class A { void f(int x) {} }"), compiled("class A { void f(int y) {} }"))
                .strategy())
        .isEqualTo(ReloadStrategy.NONE);
  }

  @Test
  void aNewClassThatAStartMightFindRestarts() throws IOException {
    ReloadPlan plan = plan(compiled("class A {}"), compiled("class A {} class B extends A {}"));

    assertThat(plan)
        .isEqualTo(ReloadPlan.of(ReloadStrategy.RESTART, "class with supertypes B added"));
  }

  @Test
  void aNewWelcomePageRestarts() throws IOException {
    ReloadPlan plan = plan(Map.of(), Map.of("classes/static/index.html", new byte[] {1}));

    assertThat(plan).isEqualTo(ReloadPlan.of(ReloadStrategy.RESTART, "static/index.html added"));
  }

  @ParameterizedTest
  @CsvSource({
    "config.yml, JVM",
    "application.yml, RESTART",
    "config/application-local.properties, RESTART",
    "config/other.yml, JVM",
    "src/main/webapp/WEB-INF/jsp/cart.jsp, RESOURCE",
    "src/main/webapp/WEB-INF/web.xml, JVM"
  })
  void aFileOfTheWorkingDirectoryIsReadAsItsReaderReadsIt(String file, ReloadStrategy strategy)
      throws IOException {
    ReloadPlan plan =
        plan(Map.of("work/" + file, new byte[] {1}), Map.of("work/" + file, new byte[] {2}));

    assertThat(plan.strategy()).isEqualTo(strategy);
    assertThat(plan.reason()).contains(file);
  }

  @Test
  void theFirstFileOfTheWorkingDirectoryNeedsANewJvmAndANewPageDoesNot() throws IOException {
    assertThat(plan(Map.of(), Map.of("work/config/application.yml", new byte[] {1})))
        .isEqualTo(ReloadPlan.of(ReloadStrategy.JVM, "config/application.yml added"));
    assertThat(plan(Map.of(), Map.of("work/src/main/webapp/cart.jsp", new byte[] {1})).strategy())
        .isEqualTo(ReloadStrategy.RESOURCE);
  }

  @Test
  void aPlainNewClassIsUsedByWhatIsRedefined() throws IOException {
    ReloadPlan plan =
        plan(
            compiled("class A { int f() { return 1; } }"),
            compiled("class A { int f() { return new B().hashCode(); } } class B {}"));

    assertThat(plan.strategy()).isEqualTo(ReloadStrategy.REDEFINE);
    assertThat(plan.classes()).extracting(Redefinition::className).containsExactly("A");
  }

  @Test
  void anOlderSupervisorThatDoesNotDefineClassesRestarts() throws IOException {
    ReloadPlan plan = plan(compiled("class A {}"), compiled("class A { static class B {} }"));

    assertThat(plan.classes())
        .extracting(Redefinition::className, Redefinition::obstacle)
        .contains(tuple("A", "nested classes changed of A"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class A { Object f() { return new Object() {}; } }"
            + " | class A { Object e() { return new Object() { int x; }; }"
            + " Object f() { return new Object() {}; } }"
            + " | A$1 | anonymous or local classes renumbered, such as A.1",
        "class A { void f() { class L {} } }"
            + " | class A { void e() { class L { int x; } } void f() { class L {} } }"
            + " | A$1L | anonymous or local classes renumbered, such as A.1L",
        "class A { static class B {} } | class A {} | A$B | class A.B removed",
      })
  void aNestedClassThatBecomesAnotherOneRestartsIfItIsLoaded(
      String older, String newer, String className, String reason) throws IOException {
    assertThat(planInNewJvm(older, newer).classes())
        .extracting(Redefinition::className, Redefinition::obstacle)
        .contains(tuple(className, reason));
  }

  private ReloadPlan planInNewJvm(String older, String newer) throws IOException {
    return new ReloadPlanner(blobs)
        .plan(
            blobs.inventory(compiled(older)),
            blobs.inventory(compiled(newer)),
            RunningClasses.asDelivered().inJvm(true, true));
  }

  @Test
  void anAnnotatedNewClassRestartsAsOnlyAStartFindsIt() throws IOException {
    ReloadPlan plan = plan(compiled("class A {}"), compiled("class A {} @Deprecated class B {}"));

    assertThat(plan).isEqualTo(ReloadPlan.of(ReloadStrategy.RESTART, "annotated class B added"));
  }

  @Test
  void contentThatSomebodyElseDeliveredRestarts() throws IOException {
    byte[] known = compiled("class A { int f() { return 1; } }").get("classes/A.class");
    Inventory older =
        Inventory.of(Map.of(WorkspacePath.classes("A.class"), ContentHash.of(new byte[] {1})));
    Inventory newer = Inventory.of(Map.of(WorkspacePath.classes("A.class"), blobs.put(known)));

    assertThat(new ReloadPlanner(blobs).plan(older, newer, RunningClasses.asDelivered()))
        .isEqualTo(ReloadPlan.of(ReloadStrategy.RESTART, "the former A is not known here"));
  }

  private ReloadPlan plan(Map<String, byte[]> older, Map<String, byte[]> newer) throws IOException {
    return new ReloadPlanner(blobs)
        .plan(blobs.inventory(older), blobs.inventory(newer), RunningClasses.asDelivered());
  }

  private static Map<String, byte[]> compiled(String source) {
    Map<String, byte[]> files = new TreeMap<>();
    Sources.compile(source).forEach((name, bytes) -> files.put("classes/" + name, bytes));
    return files;
  }
}
