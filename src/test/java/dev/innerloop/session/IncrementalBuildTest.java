package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.compile.BuildErrors;
import dev.innerloop.compile.CompileListener;
import dev.innerloop.compile.Compiler;
import dev.innerloop.compile.javac.Diagnostic;
import dev.innerloop.content.SampleModule;
import dev.innerloop.content.SavedFiles;
import dev.innerloop.content.watch.Change;
import dev.innerloop.content.watch.Change.Kind;
import dev.innerloop.event.Event;
import dev.innerloop.problem.Problem;
import dev.innerloop.project.Module;
import dev.innerloop.project.Reactor;
import dev.innerloop.project.build.Generated;
import dev.innerloop.project.build.PomChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes of changes: with the real compiler, and a Maven build that tests make up. */
@Timeout(120)
class IncrementalBuildTest {

  private static final String BROKEN = "class Cart { int n }";

  @TempDir Path folder;

  private final SavedFiles saved = new SavedFiles();
  private final FakePoms poms = new FakePoms();
  private final FakeBuild maven = new FakeBuild();
  private final List<Event> events = new ArrayList<>();
  private final OpenFailures failures = new OpenFailures(events::add);
  private SampleModule shop;
  private Module module;
  private Path cart;
  private final GeneratedFiles generated = new GeneratedFiles();
  private Compiler compiler;
  private PomReloader reloader;
  private IncrementalBuild build;

  @BeforeEach
  void buildOnce() throws IOException {
    shop = new SampleModule(folder, "shop");
    cart = shop.source("Cart.java", "class Cart { int n() { return 1; } }");
    shop.compileInPlace();
    module = shop.module();
    compiler =
        new Compiler(
            folder,
            folder.resolve("staging"),
            new ObservedBuild(maven, generated),
            new CompileListener() {
              @Override
              public void compiled(Module module, SortedSet<String> sources) {}

              @Override
              public void delegating(Module module, String reason) {}
            });
    compiler.built(List.of(module));
    Reactor reactor = new Reactor(folder, List.of(module), List.of());
    reloader = new PomReloader(reactor, poms, "mvn dev:watch", failures);
    build =
        new IncrementalBuild(
            reloader,
            new CodeGeneration(
                new ObservedBuild(maven, generated), new BuildErrors(folder), generated, failures),
            compiler,
            saved,
            failures,
            events::add);
  }

  @AfterEach
  void close() throws IOException {
    compiler.close();
  }

  @Test
  void aSavedSourceIsCompiled() throws Exception {
    Files.writeString(cart, "class Cart { int n() { return 2; } }");

    BuildResult result = build.build(List.of(change(Kind.SOURCES, cart)));

    assertThat(result.output()).isPresent();
    assertThat(result.output().get().written()).containsOnlyKeys(module);
    assertThat(result.output().get().isUnknown()).isFalse();
    assertThat(events).hasSize(1).first().isInstanceOf(Event.Compiled.class);
  }

  @Test
  void whatDoesNotCompileIsReportedAndNotDelivered() throws Exception {
    Files.writeString(cart, BROKEN);

    BuildResult result = build(change(Kind.SOURCES, cart));

    assertThat(result.output()).isEmpty();
    assertThat(build.compileError())
        .isEqualTo("shop/src/main/java/Cart.java:1:19: error: ';' expected");
    assertThat(events).hasSize(1).first().isInstanceOf(Event.CompilationFailed.class);
  }

  @Test
  void theFormerTextRepairsTheBuild() throws Exception {
    String before = Files.readString(cart);
    Files.writeString(cart, BROKEN);
    build(change(Kind.SOURCES, cart));
    events.clear();
    Files.writeString(cart, before);

    build(change(Kind.SOURCES, cart));

    assertThat(build.compileError()).isEmpty();
    assertThat(events)
        .last()
        .isEqualTo(new Event.Notice("shop: compiles again; replicas are up to date"));
  }

  @Test
  void aResourceIsDeliveredThoughTheSourcesDoNotCompile() throws Exception {
    Files.writeString(cart, BROKEN);
    build.build(List.of(change(Kind.SOURCES, cart)));
    maven.copies = true;
    Path page = shop.resource("page.html", "<p>");

    BuildResult result = build.build(List.of(change(Kind.RESOURCES, page)));

    assertThat(result.output()).isPresent();
    assertThat(build.compileError()).isNotEmpty();
  }

  @Test
  void aResourceThatWasSavedWithWhatDoesNotCompileIsDeliveredWithItsRepair() throws Exception {
    maven.copies = true;
    Files.writeString(cart, BROKEN);
    Path page = shop.resource("page.html", "<p>");
    BuildResult broken =
        build.build(List.of(change(Kind.SOURCES, cart), change(Kind.RESOURCES, page)));
    assertThat(broken.output()).as("never half of what was saved").isEmpty();
    Files.writeString(cart, "class Cart { int n() { return 3; } }");

    BuildResult result = build.build(List.of(change(Kind.SOURCES, cart)));

    assertThat(result.output().orElseThrow().isUnknown()).as("all output is scanned").isTrue();
  }

  @Test
  void aCopiedResourceIsKnownToBeTheSessionsOwnWriting() throws Exception {
    maven.copies = true;
    Path page = SampleModule.write(shop.resources().resolve("page.html"), "<p>");
    Path copied = shop.output().resolve("page.html");
    assertThat(compiler.hasWritten(copied)).isFalse();

    build.build(List.of(change(Kind.RESOURCES, page)));
    assertThat(compiler.hasWritten(copied)).isTrue();

    SampleModule.write(copied, "written by another program");
    assertThat(compiler.hasWritten(copied)).isFalse();
  }

  @Test
  void aResourceWithEqualContentIsNotWritten() throws Exception {
    maven.copies = true;
    Path page = SampleModule.write(shop.resources().resolve("page.html"), "<p>");
    Path copied = SampleModule.write(shop.output().resolve("page.html"), "<p>");
    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(copied, longAgo);

    build.build(List.of(change(Kind.RESOURCES, page)));

    assertThat(Files.getLastModifiedTime(copied)).isEqualTo(longAgo);
  }

  @Test
  void theProjectsOwnBuildProcessesWhatCannotBeCopied() throws Exception {
    Path page = shop.resource("page.html", "${filtered}");

    BuildResult result = build.build(List.of(change(Kind.RESOURCES, page)));

    assertThat(maven.processed).containsExactly("shop");
    assertThat(result.output().orElseThrow().isUnknown()).isTrue();
  }

  @Test
  void whatIsSavedWithAFileThatCannotBeReadIsBuiltOnceItCan() throws Exception {
    maven.copies = true;
    Path first = shop.resource("a.html", "<p>");
    Path unreadable = folder.resolve("shop/src/main/resources/b.html");
    Files.createDirectories(unreadable); // not even root can read it as a file
    Files.writeString(shop.output().resolve("a.html"), "<before>");
    Files.writeString(shop.output().resolve("b.html"), "<before>");
    Files.writeString(cart, "class Cart { int n() { return 2; } }");
    assertThatThrownBy(
            () -> build(change(Kind.SOURCES, cart), change(Kind.RESOURCES, first, unreadable)))
        .isInstanceOf(Problem.class);
    Files.delete(unreadable);
    Files.writeString(unreadable, "<h2>");

    BuildResult result = build(change(Kind.RESOURCES, unreadable));

    assertThat(result.output().orElseThrow().isUnknown())
        .as("the first file was copied before the build broke off")
        .isTrue();
    assertThat(result.output().orElseThrow().written().get(module).written())
        .containsExactly("Cart.class", "b.html");
    assertThat(build(change(Kind.MANIFESTS, cart)).output()).as("it is built once").isEmpty();
  }

  @Test
  void anAppliedPomIsNotForgottenWhenItsBuildBreaksOff() throws Exception {
    Module changed = withParameters();
    poms.next = live(changed);
    maven.resources =
        () -> {
          throw new Problem("The disk is full.", "Delete something.");
        };
    assertThatThrownBy(() -> build(change(Kind.POM, module.pom()))).isInstanceOf(Problem.class);
    maven.resources = () -> {};
    poms.next = new PomChange.None();

    BuildResult result = build(change(Kind.POM, module.pom()));

    assertThat(result.hasOtherPom(module)).isTrue();
    assertThat(maven.processed).as("the resources, again").containsExactly("shop", "shop");
    assertThat(reloader.uncompiled()).isEmpty();
  }

  /** What prevents it may be outside of it, such as a module that is not installed. */
  @Test
  void aRejectedPomCountsWhenItIsSavedAgainWithoutAChange() throws Exception {
    Files.writeString(module.pom(), "<project/>");
    poms.unresolved = "pom.xml:1:1: cannot resolve a:b:jar:1";

    build(change(Kind.POM, module.pom()));

    assertThat(saved.isUnchanged(module.pom())).isFalse();
    poms.unresolved = "";

    build(change(Kind.POM, module.pom()));

    assertThat(saved.isUnchanged(module.pom())).isTrue();
  }

  @Test
  void aFileThatBecomesADirectoryIsOutOfTheWayOfItsCopies() throws Exception {
    Path data = shop.resource("data", "a file");
    build.build(List.of(change(Kind.RESOURCES, data)));
    List<Boolean> inTheWay = new ArrayList<>();
    maven.resources = () -> inTheWay.add(Files.exists(shop.output().resolve("data")));

    Files.delete(data);
    Path part = SampleModule.write(data.resolve("part.html"), "<p>");
    build.build(List.of(change(Kind.RESOURCES, data, part)));
    SampleModule.write(shop.output().resolve("data/part.html"), "<p>");

    Files.delete(part);
    Files.delete(data);
    SampleModule.write(data, "a file");
    build.build(List.of(change(Kind.RESOURCES, part, data)));

    assertThat(inTheWay).containsExactly(false, false);
  }

  @Test
  void aCopyThatMavenWouldKeepIsMadeOldOrDeletedAndThatIsDelivered() throws Exception {
    Path page = shop.resource("page.html", "${filtered}");
    Path copy = shop.output().resolve("page.html");
    build(change(Kind.RESOURCES, page));
    assertThat(Files.getLastModifiedTime(copy))
        .as("Maven overwrites it")
        .isEqualTo(FileTime.fromMillis(0));
    Files.delete(page);
    Files.writeString(cart, BROKEN);
    build(change(Kind.RESOURCES, page), change(Kind.SOURCES, cart));
    assertThat(copy).doesNotExist();
    Files.writeString(cart, "class Cart { int n() { return 6; } }");

    BuildResult result = build(change(Kind.SOURCES, cart));

    assertThat(result.output().orElseThrow().written().get(module).deleted())
        .containsExactly("page.html");
  }

  @Test
  void aFailureOfTheProjectsOwnBuildIsReported() {
    maven.failure = "maven-resources-plugin: no such filter file";

    Path page = shop.resources().resolve("page.html");

    build(change(Kind.RESOURCES, page));
    build(change(Kind.RESOURCES, page));
    maven.failure = "";
    build(change(Kind.RESOURCES, page));

    assertThat(events)
        .containsExactly(
            Event.Notice.error("maven-resources-plugin: no such filter file"),
            Event.Notice.error(
                "The resources of shop still cannot be processed, for the same reason."),
            new Event.Notice("The resources of shop can be processed again."));
  }

  @Test
  void aChangedInputGeneratesAndCompilesWhatWasGenerated() throws Exception {
    Path grammar = module.basedir().resolve("src/main/antlr4/Order.g4");
    maven.generation =
        () -> {
          shop.source("Order.java", "class Order {}");
          return new Generated(true, false);
        };

    BuildResult result = build.build(List.of(change(Kind.INPUTS, grammar)));

    assertThat(maven.generated).containsExactly(Set.of(grammar));
    assertThat(maven.processed).as("resources, too").containsExactly("shop");
    assertThat(result.output().orElseThrow().written().get(module).contents())
        .containsOnlyKeys("Order.class");
  }

  @Test
  void aFileThatAPluginNoLongerWritesIntoTheOutputIsDeletedInReplicasToo() {
    maven.generation = () -> new Generated(true, true, new TreeSet<>(Set.of("static/old.js")));

    BuildResult result =
        build.build(List.of(change(Kind.INPUTS, module.basedir().resolve("frontend/old.js"))));

    assertThat(result.output().orElseThrow().written().get(module).deleted())
        .containsExactly("static/old.js");
  }

  @Test
  void whatPluginsOfOneModuleHaveWrittenIsCompiledOnceThoseOfTheNextSucceed() throws Exception {
    Module next = new SampleModule(folder, "next").module();
    CodeGeneration generation =
        new CodeGeneration(maven, new BuildErrors(folder), generated, failures);
    maven.generation =
        () -> {
          maven.failure = "antlr4:antlr4 failed: 1 error";
          return new Generated(true, true);
        };
    Map<Module, Set<Path>> changed = new LinkedHashMap<>();
    changed.put(module, Set.of(folder.resolve("a.g4")));
    changed.put(next, Set.of(folder.resolve("b.g4")));
    assertThat(generation.run(changed, false, UnaryOperator.identity())).isEmpty();
    maven.failure = "";
    maven.generation = () -> new Generated(true, false);

    assertThat(generation.run(Map.of(), true, UnaryOperator.identity()).orElseThrow())
        .containsEntry(module, new Generated(true, true))
        .containsEntry(next, new Generated(true, false));
  }

  @Test
  void aFailedPluginIsReportedOnceAndSoIsItsRepair() throws Exception {
    Path grammar = module.basedir().resolve("src/main/antlr4/Order.g4");
    maven.failure = "antlr4:antlr4 failed: 1 error";
    maven.printed = "error(50): Order.g4:3:1: syntax error";
    BuildResult broken = build(change(Kind.INPUTS, grammar));
    assertThat(broken.output()).isEmpty();
    assertThat(build.compileError())
        .isEqualTo("shop/src/main/antlr4/Order.g4:3:1: error: syntax error");
    assertThat(events)
        .containsExactly(
            new Event.CompilationFailed(
                List.of(
                    new Diagnostic(
                        Diagnostic.Severity.ERROR,
                        Optional.of(new Diagnostic.Position("shop/src/main/antlr4/Order.g4", 3, 1)),
                        "syntax error")),
                ((Event.CompilationFailed) events.get(0)).millis()));
    events.clear();

    Files.writeString(cart, "class Cart { int n() { return 2; } }");
    assertThat(build(change(Kind.SOURCES, cart)).output()).as("never half a build").isEmpty();
    assertThat(events)
        .as("the plugin does not run again")
        .hasOnlyElementsOfType(Event.Compiled.class);
    build(change(Kind.INPUTS, grammar));
    assertThat(events)
        .last()
        .isEqualTo(Event.Notice.error("The plugins of shop still fail, for the same reason."));

    maven.failure = "";
    BuildResult repaired = build(change(Kind.INPUTS, grammar));
    assertThat(repaired.output().orElseThrow().isUnknown()).isTrue();
    assertThat(build.compileError()).isEmpty();
    assertThat(events).last().isEqualTo(new Event.Notice("The plugins of shop generate again."));
    assertThat(maven.generated).containsOnly(Set.of(grammar)).hasSize(1);
  }

  @Test
  void whatPluginsOfTheSessionWroteIsNoChange() throws Exception {
    Path grammar = SampleModule.write(module.basedir().resolve("grammars/Order.g4"), "grammar");
    maven.inputs = Set.of(grammar.getParent());
    build.build(List.of(change(Kind.INPUTS, grammar)));

    BuildResult again = build.build(List.of(change(Kind.INPUTS, grammar)));

    assertThat(maven.generated).hasSize(1);
    assertThat(again.output()).isEmpty();
  }

  @Test
  void anInputThatIsSavedWhileAPluginRunsIsReadByTheNextRun() throws Exception {
    Path grammar = SampleModule.write(module.basedir().resolve("grammars/Order.g4"), "grammar");
    maven.inputs = Set.of(grammar.getParent());
    maven.generation =
        () -> {
          SampleModule.write(grammar, "grammar, saved again");
          return new Generated(true, false);
        };
    build.build(List.of(change(Kind.INPUTS, grammar)));
    maven.generation = () -> new Generated(true, false);

    build.build(List.of(change(Kind.INPUTS, grammar)));

    assertThat(maven.generated).hasSize(2);
  }

  @Test
  void anInputThatIsSavedTogetherWithThatOfAnotherPluginIsStillRead() throws Exception {
    Path grammar = SampleModule.write(module.basedir().resolve("grammars/Order.g4"), "grammar");
    Path schema = SampleModule.write(module.basedir().resolve("schemas/order.xsd"), "schema");
    maven.inputs = Set.of(grammar.getParent(), schema.getParent());
    maven.unread = Set.of(schema.getParent());
    build.build(List.of(change(Kind.INPUTS, grammar)));
    maven.unread = Set.of(grammar.getParent());

    build.build(List.of(change(Kind.INPUTS, schema)));

    assertThat(maven.generated).containsExactly(Set.of(grammar), Set.of(schema));
  }

  @Test
  void whatIsSavedAfterAPluginWroteItItselfIsReadAgain() throws Exception {
    Path page = SampleModule.write(module.basedir().resolve("frontend/page.ts"), "page");
    maven.inputs = Set.of(page.getParent());
    maven.generation =
        () -> {
          SampleModule.replace(page, "page, formatted " + maven.generated.size());
          return new Generated(true, false);
        };
    build.build(List.of(change(Kind.INPUTS, page)));
    build.build(List.of(change(Kind.INPUTS, page)));
    SampleModule.replace(page, "page of the user");

    build.build(List.of(change(Kind.INPUTS, page)));

    assertThat(maven.generated).hasSize(3);
  }

  @Test
  void anInputOfAModuleThatItsOwnBuildCompilesIsGeneratedBeforeThatBuild() throws Exception {
    poms.next = live(delegated());
    build.build(List.of(change(Kind.POM, module.pom())));
    maven.processed.clear();
    Path grammar = module.basedir().resolve("src/main/antlr4/Order.g4");
    maven.generation =
        () -> {
          maven.processed.add("generated");
          return new Generated(true, false);
        };

    build.build(List.of(change(Kind.INPUTS, grammar)));

    assertThat(maven.processed).containsExactly("generated", "shop", "classes of shop");
  }

  @Test
  void aFailedPluginOfAModuleThatItsOwnBuildCompilesIsReportedOnce() throws Exception {
    poms.next = live(delegated());
    build.build(List.of(change(Kind.POM, module.pom())));
    events.clear();
    Path grammar = module.basedir().resolve("src/main/antlr4/Order.g4");
    maven.failure = "antlr4:antlr4 failed: 1 error";

    build(change(Kind.INPUTS, grammar), change(Kind.SOURCES, cart));

    assertThat(events).hasSize(1).first().isInstanceOf(Event.CompilationFailed.class);
    maven.failure = "";
    BuildResult repaired = build(change(Kind.INPUTS, grammar));
    assertThat(repaired.output().orElseThrow().built())
        .extracting(Module::name)
        .containsExactly("shop");
  }

  @Test
  void aPluginThatWritesWhatItReadsRunsOnceMore() throws Exception {
    Path directory = module.basedir().resolve("frontend");
    Path page = SampleModule.write(directory.resolve("page.ts"), "page");
    Path bundle = directory.resolve("bundle.js");
    maven.inputs = Set.of(directory);
    maven.generation =
        () -> {
          SampleModule.replace(bundle, "bundle of " + Files.readString(page));
          return new Generated(true, false);
        };
    build.build(List.of(change(Kind.INPUTS, page)));
    build.build(List.of(change(Kind.INPUTS, bundle)));

    build.build(List.of(change(Kind.INPUTS, bundle)));

    assertThat(maven.generated).hasSize(2);
  }

  @Test
  void aPluginThatWritesAlwaysSomethingElseIntoWhatItReadsDoesNotRunForever() throws Exception {
    Path directory = module.basedir().resolve("frontend");
    Path bundle = SampleModule.write(directory.resolve("bundle.js"), "bundle");
    maven.inputs = Set.of(directory);
    maven.generation =
        () -> {
          SampleModule.replace(bundle, "bundle " + maven.generated.size());
          return new Generated(true, false);
        };

    for (int i = 0; i < 10; i++) {
      build.build(List.of(change(Kind.INPUTS, bundle)));
    }

    assertThat(maven.generated).hasSize(5);
  }

  @Test
  void whatTheUserSavesWhilePluginsRunIsReadByTheNextRunHoweverOftenThatHappens() throws Exception {
    Path grammar =
        SampleModule.write(module.basedir().resolve("src/main/antlr4/Order.g4"), "grammar 0");
    maven.inputs = Set.of(grammar.resolveSibling(""));
    maven.generation =
        () -> {
          if (maven.generated.size() <= 2) {
            SampleModule.replace(grammar, "grammar " + maven.generated.size());
          }
          return new Generated(true, false);
        };
    build.build(List.of(change(Kind.INPUTS, grammar)));
    build.build(List.of(change(Kind.INPUTS, grammar)));

    build.build(List.of(change(Kind.INPUTS, grammar)));

    assertThat(maven.generated).hasSize(3);
  }

  @Test
  void anInputOfTheCompilationCompilesAllSources() throws Exception {
    maven.generation = () -> new Generated(false, true);

    BuildResult result =
        build.build(List.of(change(Kind.INPUTS, module.basedir().resolve("lombok.config"))));

    assertThat(result.output().orElseThrow().whole()).containsExactly(module);
  }

  @Test
  void whatAnotherProgramWroteIntoTheOutputIsObserved() throws Exception {
    Path written = SampleModule.write(shop.output().resolve("Other.class"), "other");

    BuildResult result = build.build(List.of(change(Kind.OUTPUT, written)));

    assertThat(result.output().orElseThrow().foreign()).containsEntry(module, Set.of(written));
    assertThat(events).isEmpty();
  }

  @Test
  void nothingIsBuiltWithoutAChange() {
    BuildResult result = build.build(List.of());

    assertThat(result.output()).isEmpty();
    assertThat(result.project()).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void changedManifestsAreNamedByTheirModule() {
    Path service = module.basedir().resolve("src/main/kubernetes/service.yml");

    BuildResult result = build.build(List.of(change(Kind.MANIFESTS, service)));

    assertThat(result.manifests()).containsEntry(module.pom(), Set.of(service));
    assertThat(result.output()).isEmpty();
  }

  @Test
  void aChangedPomCompilesItsModuleAndScansEverything() throws Exception {
    Module changed = withParameters();
    poms.next = live(changed);

    BuildResult result = build.build(List.of(change(Kind.POM, module.pom())));

    assertThat(result.project()).isPresent();
    assertThat(result.hasOtherPom(module)).isTrue();
    assertThat(result.output().orElseThrow().isUnknown()).isTrue();
    assertThat(maven.processed).as("its resources may be other ones").containsExactly("shop");
    assertThat(reloader.uncompiled()).isEmpty();
  }

  @Test
  void aChangedPomIsAnInputOfEachPluginOfItsModule() {
    poms.next = live(withParameters());

    build.build(List.of(change(Kind.POM, module.pom())));
    assertThat(maven.generated).as("unknown which plugins it concerns").containsExactly(Set.of());

    build.build(List.of(change(Kind.SOURCES, cart)));
    assertThat(maven.generated).hasSize(1);
  }

  @Test
  void aChangedPomThatDoesNotCompileIsReportedOnceWhateverElseHappens() throws Exception {
    Files.writeString(cart, BROKEN);
    poms.next = live(withParameters());
    assertThat(build(change(Kind.POM, module.pom())).output()).isEmpty();
    events.clear();

    assertThat(build.build(List.of()).output()).isEmpty();
    maven.copies = true;
    Path page = shop.resource("page.html", "<p>");
    assertThat(build.build(List.of(change(Kind.RESOURCES, page))).output())
        .as("what a module runs with changes together with what it is compiled with")
        .isEmpty();

    assertThat(events).as("no second report").isEmpty();
    assertThat(build.compileError()).isNotEmpty();
  }

  @Test
  void aChangedPomIsAppliedOnceItsModuleCompiles() throws Exception {
    Files.writeString(cart, BROKEN);
    poms.next = live(withParameters());
    build.build(List.of(change(Kind.POM, module.pom())));
    Files.writeString(cart, "class Cart { int n() { return 4; } }");

    BuildResult result = build.build(List.of(change(Kind.SOURCES, cart)));

    assertThat(result.output().orElseThrow().isUnknown()).isTrue();
    assertThat(build.compileError()).isEmpty();
    assertThat(reloader.uncompiled()).isEmpty();
  }

  @Test
  void changesOfAFormerStateOfAModuleAreBuiltWithThePresentOne() throws Exception {
    Module changed = withParameters();
    poms.next = live(changed);
    build.build(List.of(change(Kind.POM, module.pom())));
    Files.writeString(cart, "class Cart { int n() { return 5; } }");

    BuildResult result = build.build(List.of(change(Kind.SOURCES, cart)));

    assertThat(result.output().orElseThrow().written()).containsOnlyKeys(changed);
  }

  /** Builds changes after which no others follow. */
  private BuildResult build(Change... changes) {
    BuildResult result = build.build(List.of(changes));
    failures.report(true, List.of("shop"));
    return result;
  }

  @Test
  void nothingIsDeliveredOfAModuleWhoseOwnBuildFailed() throws Exception {
    poms.next = live(delegated());
    build.build(List.of(change(Kind.POM, module.pom())));
    maven.failure = "aspectj-maven-plugin:compile failed: no aspects";

    BuildResult broken = build.build(List.of(change(Kind.SOURCES, cart)));
    assertThat(broken.output()).isEmpty();
    assertThat(broken.unfinished()).extracting(Module::name).containsExactly("shop");
    assertThat(build.compileError()).isEqualTo("error: " + maven.failure);

    BuildResult observed =
        build.build(List.of(change(Kind.OUTPUT, shop.output().resolve("Cart.class"))));
    assertThat(observed.output().orElseThrow().foreign()).as("what the build wrote").isEmpty();
    assertThat(observed.unfinished()).as("still").hasSize(1);

    maven.failure = "";
    BuildResult repaired = build.build(List.of(change(Kind.SOURCES, cart)));
    assertThat(repaired.output().orElseThrow().built())
        .extracting(Module::name)
        .containsExactly("shop");
    assertThat(repaired.unfinished()).isEmpty();
  }

  @Test
  void whatWasPublishedForABuildThatFailsIsDeliveredWithTheNextThatSucceeds() throws Exception {
    SampleModule app = new SampleModule(folder, "app");
    Module delegated =
        app.module(List.of(shop.output()), List.of(), "the build runs aspectj:compile");
    poms.next =
        new PomChange.Applicable(
            new Reactor(folder, List.of(module, delegated), List.of()), List.of(delegated));
    build.build(List.of(change(Kind.POM, delegated.pom())));
    maven.failure = "no aspects";
    Files.writeString(cart, "class Cart { int n() { return 6; } int m() { return 6; } }");

    BuildResult broken = build.build(List.of(change(Kind.SOURCES, cart)));
    assertThat(broken.output()).isEmpty();
    assertThat(broken.unfinished()).containsExactlyInAnyOrder(module, delegated);

    maven.failure = "";
    BuildResult repaired =
        build.build(List.of(new Change(delegated, Kind.SOURCES, Set.of(app.sources()))));
    assertThat(repaired.output().orElseThrow().written().get(module).written())
        .containsExactly("Cart.class");
    assertThat(repaired.output().orElseThrow().built()).containsExactly(delegated);
  }

  private Module delegated() {
    return shop.module(List.of(), List.of(), "the build runs aspectj-maven-plugin:compile");
  }

  private Module withParameters() {
    return shop.compiledWith("-g", "--release", "17", "-parameters");
  }

  private PomChange.Applicable live(Module changed) {
    return new PomChange.Applicable(
        new Reactor(folder, List.of(changed), List.of()), List.of(changed));
  }

  private Change change(Kind kind, Path... files) {
    return new Change(module, kind, Arrays.stream(files).collect(Collectors.toSet()));
  }
}
