package dev.innerloop.content.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.FileTree;
import dev.innerloop.content.SampleModule;
import dev.innerloop.content.watch.ProjectWatcher.Timing;
import dev.innerloop.project.Module;
import dev.innerloop.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectWatcherTest {

  private static final Duration STABLE = Duration.ofMillis(10);

  private static final Timing QUICK =
      new Timing(
          STABLE,
          Duration.ofMillis(60),
          Duration.ofSeconds(1),
          Duration.ofMillis(30),
          Duration.ofMillis(250));

  @TempDir Path folder;

  private SampleModule shop;
  private SampleModule library;
  private final Set<Path> known = ConcurrentHashMap.newKeySet();
  private final Hints hints = new Hints();
  private int sentinels;
  private Path manifests;
  private Path chart;
  private Path grammars;
  private Path specification;
  private ProjectWatcher changes;

  @BeforeEach
  void watchTwoModules() throws IOException {
    shop = new SampleModule(folder, "shop");
    library = new SampleModule(folder, "library");
    shop.source("shop/Cart.java", "package shop; class Cart {}");
    manifests = shop.module().basedir().resolve("src/main/kubernetes");
    chart = SampleModule.write(shop.module().basedir().resolve("all.yml"), "kind: Service");
    grammars = shop.module().basedir().resolve("src/main/antlr4");
    specification = SampleModule.write(shop.module().basedir().resolve("shop.yaml"), "openapi: 3");
    changes =
        ProjectWatcher.watch(
            new WatchedPaths(
                List.of(shop.module(), library.module()),
                List.of(shop.module().pom(), library.module().pom()),
                Map.of(
                    shop.module().pom(),
                    PathFilter.of(List.of(), List.of("**/*.sql", "generated/**"))),
                Map.of(shop.module().pom(), List.of(manifests, chart)),
                Map.of(),
                Map.of(shop.module().pom(), Set.of(grammars, specification))),
            QUICK,
            kind -> Instant.MAX,
            known::contains,
            hints);
  }

  @AfterEach
  void stop() {
    changes.close();
  }

  @Test
  void tellsOfASavedSourceInItsModule() throws Exception {
    shop.source("shop/Cart.java", "package shop; class Cart { int n; }");

    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
  }

  @Test
  void tellsOfASourceInAPackageThatIsNew() throws Exception {
    library.source("a/b/c/d/Deep.java", "package a.b.c.d; class Deep {}");

    hints.until("sources of library");
    library.source("a/b/c/d/Deep.java", "package a.b.c.d; class Deep { int n; }");
    hints.until("sources of library");
  }

  @Test
  void tellsOfASourceThatIsReplacedByRenaming() throws Exception {
    SampleModule.replace(shop.sources().resolve("shop/Cart.java"), "package shop; class Cart { }");

    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
  }

  @Test
  void tellsOfADeletedSource() throws Exception {
    Files.delete(shop.sources().resolve("shop/Cart.java"));

    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
  }

  @Test
  void saysNothingOfEditorsTemporaryFiles() throws Exception {
    for (String name :
        List.of("Cart.java~", ".#Cart.java", "4913", ".Cart.java.swp", "Cart.java___jb_tmp___")) {
      SampleModule.write(shop.sources().resolve("shop").resolve(name), "temporary");
    }
    shop.resource("marker", "written afterwards");

    assertThat(hints.until("resources of shop")).doesNotContain("sources of shop");
  }

  @Test
  void tellsOfFilesWhoseNamesOnlyResembleThoseOfVim() throws Exception {
    SampleModule.write(shop.resources().resolve("static/intro.swf"), "an animation");

    assertThat(hints.until("resources of shop")).containsExactly("resources of shop");
  }

  @Test
  void tellsOfResourcesAndOfForeignWritesIntoTheOutput() throws Exception {
    SampleModule.write(library.resources().resolve("messages.properties"), "a=b");
    hints.until("resources of library");

    SampleModule.write(library.output().resolve("messages.properties"), "a=b");
    hints.until("output of library");
  }

  @Test
  void namesWhatWasWrittenIntoTheOutputAndHasAllOfItLookedAtOnlyOnceThatIsCalm() throws Exception {
    Path old = SampleModule.write(shop.output().resolve("Old.class"), "before");
    settle();
    hints.written.clear();
    SampleModule.write(shop.output().resolve("a/New.class"), "new");
    Files.delete(old);

    while (hints.written.size() < 2) {
      hints.until("output of shop");
    }
    assertThat(hints.written).containsExactly(old, shop.output().resolve("a/New.class"));
    hints.until("all output of shop");
    assertThat(settle()).as("once").doesNotContain("output of shop", "all output of shop");
  }

  @Test
  void tellsOfAnOutputFolderThatMvnCleanTookAndABuildMadeAgain() throws Exception {
    for (int round = 0; round < 3; round++) {
      shop.clean();
      Files.createDirectories(shop.output());
      SampleModule.write(shop.output().resolve("Main.class"), "round " + round);
      hints.until("output of shop");
      settle();

      SampleModule.write(shop.output().resolve("Other.class"), "watched again " + round);
      hints.until("output of shop");
    }
  }

  @Test
  void tellsOfAFolderThatComesLater() throws Exception {
    SampleModule.delete(library.resources());
    settle();

    library.resource("banner.txt", "hello");
    hints.until("resources of library");
    settle();
    Files.writeString(library.resources().resolve("banner.txt"), "hello again");
    hints.until("resources of library");
  }

  @Test
  void makesOfAMassOfChangesOneHintAtATime() throws Exception {
    long begun = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      shop.source("many/Class" + i + ".java", "package many; class Class" + i + " {}");
    }
    SampleModule.write(library.sources().resolve("Last.java"), "class Last {}");

    int told = hints.until("sources of library").size();
    long stablePeriods = Duration.ofNanos(System.nanoTime() - begun).dividedBy(STABLE);
    assertThat(told).isLessThanOrEqualTo((int) stablePeriods + 2);
  }

  @Test
  void filesThatAreExcludedTellNothing() throws Exception {
    shop.source("generated/Made.java", "package generated; class Made {}");
    SampleModule.write(shop.sources().resolve("deep/down/data.sql"), "select 1");
    library.source("generated/Made.java", "package generated; class Made {}");

    assertThat(hints.until("sources of library")).containsExactly("sources of library");
    settle();
    shop.source("shop/Cart.java", "package shop; class Cart { int n; }");
    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
  }

  @Test
  void tellsOfAChangedPom() throws Exception {
    SampleModule.replace(shop.module().pom(), "<project><!-- changed --></project>");

    assertThat(hints.until("POM of shop")).containsExactly("POM of shop");
  }

  @Test
  void tellsOfManifestsThatComeChangeAndGo() throws Exception {
    Path file = manifests.resolve("prod/service.yml");
    SampleModule.write(file, "kind: Service");
    assertThat(hints.until("manifests of shop")).containsExactly("manifests of shop");
    settle();

    SampleModule.write(file, "kind: Service # changed");
    assertThat(hints.until("manifests of shop")).containsExactly("manifests of shop");
    settle();

    Files.delete(file);
    assertThat(hints.until("manifests of shop")).containsExactly("manifests of shop");
  }

  @Test
  void tellsOfManifestsThatAreASingleFile() throws Exception {
    SampleModule.replace(chart, "kind: Service # changed");

    assertThat(hints.until("manifests of shop")).containsExactly("manifests of shop");
  }

  @Test
  void tellsOfWhatPluginsReadAlsoInADirectoryThatIsNew() throws Exception {
    Path grammar = grammars.resolve("shop/Order.g4");
    SampleModule.write(grammar, "grammar Order;");
    assertThat(hints.until("inputs of shop")).containsExactly("inputs of shop");
    settle();

    SampleModule.write(grammar, "grammar Order; order: 'x';");
    assertThat(hints.until("inputs of shop")).containsExactly("inputs of shop");
    settle();

    SampleModule.replace(specification, "openapi: 3.1");
    assertThat(hints.until("inputs of shop")).containsExactly("inputs of shop");
  }

  @Test
  void tellsOfSourcesThatAnotherProgramGenerates() throws Exception {
    Path parsers = shop.module().basedir().resolve("target/generated-sources/antlr4");
    Path parser = SampleModule.write(parsers.resolve("OrderParser.java"), "class OrderParser {}");
    watchWithSources(parsers);

    known.add(parser);
    SampleModule.write(parser, "class OrderParser { int written; }");
    SampleModule.write(parsers.resolve("OrderLexer.java"), "class OrderLexer {}");

    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
    assertThat(hints.saved)
        .as("not what the session itself has generated")
        .containsExactly(parsers.resolve("OrderLexer.java"));
  }

  @Test
  void saysNothingOfADirectoryThatAPluginOfTheSessionDeletesAndCreatesAgain() throws Exception {
    Path stubs = shop.module().basedir().resolve("target/generated-sources/kapt");
    Path stub = SampleModule.write(stubs.resolve("shop/Stub.java"), "class Stub {}");
    watchWithSources(stubs);

    known.add(stub);
    FileTree.delete(stubs);
    SampleModule.write(stub, "class Stub {}");
    SampleModule.write(stubs.resolve("shop/Other.java"), "class Other {}");

    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
    assertThat(hints.saved)
        .as("else the plugin would run again and again")
        .containsExactly(stubs.resolve("shop/Other.java"));
  }

  @Test
  void saysNothingOfAPackageThatAPluginOfTheSessionDeletesAndCreatesAgain() throws Exception {
    Path stubs = shop.module().basedir().resolve("target/generated-sources/kapt");
    Path stub = SampleModule.write(stubs.resolve("shop/Stub.java"), "class Stub {}");
    Path other = SampleModule.write(stubs.resolve("cart/Cart.java"), "class Cart {}");
    watchWithSources(stubs);

    known.add(stub);
    FileTree.delete(stub.getParent());
    SampleModule.write(stub, "class Stub {}");
    SampleModule.write(other, "class Cart { int written; }");

    assertThat(hints.until("sources of shop")).containsExactly("sources of shop");
    assertThat(hints.saved).containsExactly(other);
  }

  /** Instead of the two modules: one with sources that are generated. */
  private void watchWithSources(Path generated) {
    changes.close();
    changes =
        ProjectWatcher.watch(
            WatchedPaths.of(List.of(withSources(shop.module(), generated)), List.of()),
            Timing.DEFAULT,
            kind -> Instant.MAX,
            known::contains,
            hints);
  }

  private static Module withSources(Module module, Path more) {
    return new Module(
        module.coordinates(),
        module.basedir(),
        module.pom(),
        List.of(module.sourceRoots().get(0), more),
        module.resourceRoots(),
        module.outputFolder(),
        module.generatedSources(),
        module.classPath(),
        module.compiler());
  }

  @Test
  void ignoresWhatAnnotationProcessorsGenerate() throws Exception {
    SampleModule.write(shop.generated().resolve("Generated.java"), "class Generated {}");
    SampleModule.write(library.sources().resolve("Later.java"), "class Later {}");

    assertThat(hints.until("sources of library")).doesNotContain("sources of shop");
  }

  @Test
  void saysNothingOfOutputThatTheSessionHasAlready() throws Exception {
    Path own = shop.output().resolve("Cart.class");
    known.add(own);
    SampleModule.write(own, "compiled by the session");
    SampleModule.write(library.output().resolve("Other.class"), "compiled by an IDE");

    assertThat(hints.until("output of library")).doesNotContain("output of shop");
    assertThat(hints.detected).contains("OUTPUT of library").doesNotContain("OUTPUT of shop");
  }

  @Test
  void dismissesOutputThatTheSessionHasReadMeanwhile() throws Exception {
    Path own = shop.output().resolve("page.html");
    hints.onDetected = () -> known.add(own); // copied, and read before the event is reported
    SampleModule.write(own, "copied by the session");

    assertThat(hints.until("dismissed output of shop")).doesNotContain("output of shop");
  }

  @Test
  void aSaveIsDetectedBeforeItIsComplete() throws Exception {
    shop.source("shop/Cart.java", "package shop; class Cart { int n; }");
    SampleModule.replace(shop.module().pom(), "<project><!-- changed --></project>");
    hints.until("POM of shop");

    assertThat(hints.detected).contains("SOURCES of shop", "POM of shop");
  }

  @Test
  void aFileThatIsSavedWithTheContentThatTheSessionHasIsReportedWithoutHavingBeenDetected()
      throws Exception {
    known.add(shop.sources().resolve("shop/Cart.java"));
    known.add(shop.module().pom());

    shop.source("shop/Cart.java", "package shop; class Cart {}");
    hints.until("sources of shop");
    SampleModule.replace(shop.module().pom(), Files.readString(shop.module().pom()));
    hints.until("POM of shop");

    assertThat(hints.detected).isEmpty();
  }

  @Test
  void aFileThatIsTheSameOnceItIsCompleteIsDismissedBeforeItIsReported() throws Exception {
    Path cart = shop.sources().resolve("shop/Cart.java");
    hints.onDetected = () -> known.add(cart); // it was empty, and now has its former content

    shop.source("shop/Cart.java", "package shop; class Cart {}");

    assertThat(hints.until("sources of shop"))
        .containsExactly("dismissed sources of shop", "sources of shop");
  }

  @Test
  void tellsOfFilesBehindALinkToADirectory() throws Exception {
    Path shared = Files.createDirectories(folder.resolve("shared"));
    SampleModule.write(shared.resolve("page.html"), "<p>");
    Files.createSymbolicLink(shop.resources().resolve("pages"), shared);
    hints.until("resources of shop");
    settle();

    SampleModule.write(shared.resolve("page.html"), "<p>changed");

    hints.until("resources of shop");
    assertThat(hints.saved).contains(shop.resources().resolve("pages/page.html"));
  }

  @Test
  void tellsOfTheTargetOfALinkToAFile() throws Exception {
    Path shared = SampleModule.write(folder.resolve("shared.properties"), "a=1");
    Path link = Files.createSymbolicLink(shop.resources().resolve("app.properties"), shared);
    hints.until("resources of shop");
    settle();
    hints.saved.clear();

    SampleModule.replace(shared, "a=2");

    hints.until("resources of shop");
    assertThat(hints.saved).containsExactly(link);
  }

  @Test
  void tellsOfALinkThatGetsAnotherTarget() throws Exception {
    Path first = Files.createDirectories(folder.resolve("first"));
    Path second = Files.createDirectories(folder.resolve("second"));
    Path link = Files.createSymbolicLink(shop.resources().resolve("pages"), first);
    hints.until("resources of shop");
    settle();
    Files.delete(link);
    Files.createSymbolicLink(link, second);
    hints.until("resources of shop");
    settle();
    hints.saved.clear();

    SampleModule.write(second.resolve("page.html"), "<p>");

    hints.until("resources of shop");
    assertThat(hints.saved).containsExactly(link.resolve("page.html"));
  }

  @Test
  void aLinkThatLeadsBackToItsDirectoryIsNotFollowed() throws Exception {
    Files.createSymbolicLink(shop.resources().resolve("self"), shop.resources());
    hints.until("resources of shop");
    settle();
    hints.saved.clear();

    SampleModule.write(shop.resources().resolve("page.html"), "<p>");

    hints.until("resources of shop");
    assertThat(hints.saved).containsExactly(shop.resources().resolve("page.html"));
  }

  @Test
  void tellsOfADirectoryThatIsReplacedAsAWhole() throws Exception {
    Path src = shop.module().basedir().resolve("src");
    Path other = shop.module().basedir().resolve("other");
    SampleModule.write(other.resolve("main/java/shop/Cart.java"), "package shop; class Cart { }");
    Files.move(src, shop.module().basedir().resolve("old"));
    Files.move(other, src);
    hints.until("sources of shop");
    settle();
    hints.saved.clear();

    shop.source("shop/Cart.java", "package shop; class Cart { int n; }");

    hints.until("sources of shop");
    assertThat(hints.saved).containsExactly(shop.sources().resolve("shop/Cart.java"));
  }

  @Test
  void tellsOfADeletedFileThatIsPolledOnceItStaysAway() throws Exception {
    Files.delete(chart);

    assertThat(hints.until("manifests of shop")).containsExactly("manifests of shop");
  }

  @Test
  void tellsOfWhatWasSavedSinceAnEarlierMoment() throws Exception {
    changes.close();
    Path old = shop.source("shop/Old.java", "package shop; class Old {}");
    Path moved = SampleModule.write(folder.resolve("Moved.java"), "package shop; class Moved {}");
    Files.setLastModifiedTime(moved, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Instant begun = Instant.now().plusMillis(40); // later than all that was written until now
    Await.until("a later time", () -> Instant.now().isAfter(begun.plusMillis(40)));
    Path saved = shop.source("shop/Saved.java", "package shop; class Saved {}");
    Path placed = Files.move(moved, shop.sources().resolve("shop/Moved.java"));
    SampleModule.replace(shop.module().pom(), "<project><!-- changed --></project>");
    hints.saved.clear();
    hints.told.clear();

    changes =
        ProjectWatcher.watch(
            WatchedPaths.of(List.of(shop.module()), List.of(shop.module().pom())),
            QUICK,
            kind -> begun,
            known::contains,
            hints);

    if (!hints.until("sources of shop").contains("POM of shop")) {
      hints.until("POM of shop");
    }
    assertThat(hints.saved)
        .contains(saved, placed, shop.sources().resolve("shop"), shop.module().pom())
        .doesNotContain(old);
  }

  /**
   * Until all changes so far have been told: of those to one more file of the output, which waits
   * longest, the last word comes after theirs.
   *
   * @return what was told meanwhile
   */
  private List<String> settle() throws Exception {
    Path sentinel = library.output().resolve("Sentinel" + sentinels++ + ".class");
    SampleModule.write(sentinel, "sentinel");
    List<String> seen = new ArrayList<>();
    while (!hints.written.contains(sentinel)) {
      seen.addAll(hints.until("output of library"));
    }
    seen.addAll(hints.until("all output of library"));
    return seen;
  }

  private static final class Hints implements ChangeListener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Set<String> detected = new ConcurrentSkipListSet<>();
    private volatile Runnable onDetected = () -> {};
    private final Set<Path> written = new ConcurrentSkipListSet<>();
    private final Set<Path> saved = new ConcurrentSkipListSet<>();

    /** All hints up to the expected one, which has to come. */
    List<String> until(String expected) throws InterruptedException {
      List<String> seen = new ArrayList<>();
      while (!seen.contains(expected) && !seen.contains("all " + expected)) {
        String next = told.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("waiting for '%s' after %s", expected, seen).isNotNull();
        seen.add(next);
      }
      return seen;
    }

    @Override
    public void detected(Module module, Change.Kind kind) {
      onDetected.run();
      detected.add(kind + " of " + module.name());
    }

    @Override
    public void dismissed(Module module, Change.Kind kind) {
      told.add("dismissed " + kind.name().toLowerCase(Locale.ROOT) + " of " + module.name());
    }

    @Override
    public void changed(Change change) {
      (change.kind() == Change.Kind.OUTPUT ? written : saved).addAll(change.files());
      String all = change.kind() == Change.Kind.OUTPUT && change.files().isEmpty() ? "all " : "";
      String what =
          change.kind() == Change.Kind.POM ? "POM" : change.kind().name().toLowerCase(Locale.ROOT);
      told.add(all + what + " of " + change.module().name());
    }
  }
}
