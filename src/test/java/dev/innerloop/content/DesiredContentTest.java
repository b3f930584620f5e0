package dev.innerloop.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.problem.Problem;
import dev.innerloop.project.App;
import dev.innerloop.project.ClassPathEntry;
import dev.innerloop.project.Coordinates;
import dev.innerloop.project.Module;
import dev.innerloop.project.WorkingPath;
import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesiredContentTest {

  @TempDir Path folder;

  private SampleModule module;
  private ContentStore store;
  private DesiredContent content;
  private final List<String> leftOut = new ArrayList<>();

  @BeforeEach
  void buildAProject() throws IOException {
    module = new SampleModule(folder, "shop");
    module.source(
        "shop/Cart.java", "package shop; class Cart { class Item {} } class Secondary {}");
    module.source("shop/Order.java", "package shop; class Order { int total() { return 1; } }");
    module.resource("templates/cart.html", "<p>cart</p>");
    SampleModule.write(module.output().resolve("META-INF/generated.json"), "{}");
    module.compileInPlace();
    store = new ContentStore(folder.resolve("store"));
    content = new DesiredContent(store, (file, reason) -> leftOut.add(file + ": " + reason));
  }

  @Test
  void wantsTheFilesOfTheWorkingDirectoryAsTheyAre() throws IOException {
    Path config = SampleModule.write(folder.resolve("config.yml"), "one");
    Path directory = folder.resolve("conf");
    Path nested = SampleModule.write(directory.resolve("a/app.conf"), "two");
    App app =
        module
            .app()
            .startedWith(
                List.of(),
                List.of(
                    new WorkingPath(config, "config.yml", true),
                    new WorkingPath(directory, "conf", true),
                    new WorkingPath(folder.resolve("missing"), "missing", true)));

    assertThat(work(content.afterBuild(app))).containsExactly("conf/a/app.conf", "config.yml");

    Inventory before = content.current();
    SampleModule.write(config, "changed");
    Inventory changed = content.rescan(app, Map.of(module.module(), List.of(config)));
    assertThat(before.differenceTo(changed).changed())
        .containsExactly(WorkspacePath.of("work/config.yml"));

    Files.delete(nested);
    assertThat(work(content.rescan(app, Map.of(module.module(), List.of(nested)))))
        .containsExactly("config.yml");
  }

  private static List<String> work(Inventory inventory) {
    return inventory.files().keySet().stream()
        .map(WorkspacePath::inWork)
        .filter(path -> !path.isEmpty())
        .toList();
  }

  @Test
  void wantsExactlyTheOutputAfterABuild() throws IOException {
    Inventory built = content.afterBuild(module.app());

    assertThat(built.files().keySet())
        .extracting(WorkspacePath::toString)
        .containsExactly(
            "classes/META-INF/generated.json",
            "classes/shop/Cart$Item.class",
            "classes/shop/Cart.class",
            "classes/shop/Order.class",
            "classes/shop/Secondary.class",
            "classes/templates/cart.html");
    assertThat(text(built, "classes/templates/cart.html")).isEqualTo("<p>cart</p>");

    Files.delete(module.output().resolve("shop/Order.class"));
    assertThat(content.afterBuild(module.app()).files())
        .doesNotContainKey(WorkspacePath.of("classes/shop/Order.class"))
        .hasSize(5);
  }

  @Test
  void takesWhatAnIdeWrites() throws IOException {
    Inventory built = content.afterBuild(module.app());

    module.source("shop/Order.java", "package shop; class Order { int total() { return 2; } }");
    module.source("shop/Fresh.java", "package shop; class Fresh {}");
    module.compileInPlace();

    InventoryDifference difference = built.differenceTo(content.rescan(module.app()));
    assertThat(difference.added())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Fresh.class");
    assertThat(difference.changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class");
    assertThat(difference.removed()).isEmpty();
  }

  @Test
  void contentDecidesAndNotTime() throws IOException {
    Inventory built = content.afterBuild(module.app());

    module.compileInPlace();

    assertThat(content.rescan(module.app())).isSameAs(built);
  }

  @Test
  void anEmptiedOutputFolderChangesNothingAndItsContentCanStillBeRead() throws IOException {
    Inventory built = content.afterBuild(module.app());

    module.clean();

    assertThat(content.rescan(module.app())).isEqualTo(built);
    assertThat(text(built, "classes/templates/cart.html")).isEqualTo("<p>cart</p>");
    for (ContentHash hash : built.files().values()) {
      assertThat(store.has(hash)).isTrue();
    }
  }

  @Test
  void aClassLeavesOnlyWithItsSource() throws IOException {
    Inventory built = content.afterBuild(module.app());
    Files.delete(module.output().resolve("shop/Order.class"));
    assertThat(content.rescan(module.app())).isEqualTo(built);

    Files.delete(module.sources().resolve("shop/Order.java"));

    assertThat(built.differenceTo(content.rescan(module.app())).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class");
  }

  @Test
  void nestedAndSecondaryClassesLeaveWithTheSourceThatHeldThem() throws IOException {
    Inventory built = content.afterBuild(module.app());

    module.clean();
    Files.delete(module.sources().resolve("shop/Cart.java"));

    assertThat(built.differenceTo(content.rescan(module.app())).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly(
            "classes/shop/Cart$Item.class",
            "classes/shop/Cart.class",
            "classes/shop/Secondary.class");
  }

  @Test
  void aRenamedClassLeavesAsOneAndComesAsTheOther() throws IOException {
    Inventory built = content.afterBuild(module.app());

    Files.delete(module.sources().resolve("shop/Order.java"));
    Files.delete(module.output().resolve("shop/Order.class"));
    module.source("shop/Purchase.java", "package shop; class Purchase {}");
    module.compileInPlace();

    InventoryDifference difference = built.differenceTo(content.rescan(module.app()));
    assertThat(difference.added())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Purchase.class");
    assertThat(difference.removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class");
  }

  @Test
  void nothingLeavesWhenItsWholeSourceFolderIsGone() throws IOException {
    Inventory built = content.afterBuild(module.app());

    SampleModule.delete(module.sources());
    module.clean();

    assertThat(content.rescan(module.app())).isEqualTo(built);
  }

  @Test
  void aClassOfAGeneratedSourceStaysUntilABuildCompletesWithoutIt() throws IOException {
    Path source = module.generated().resolve("shop/Mapper.java");
    SampleModule.write(source, "package shop; class Mapper {}");
    Files.copy(source, module.sources().resolve("shop/Mapper.java"));
    module.compileInPlace();
    Files.delete(module.sources().resolve("shop/Mapper.java"));
    Inventory built = content.afterBuild(module.app());
    Files.delete(source);
    Files.delete(module.output().resolve("shop/Mapper.class"));

    assertThat(content.rescan(module.app())).isEqualTo(built);
    assertThat(
            built
                .differenceTo(
                    content.afterCompilation(
                        module.app(), List.of(), List.of(module.module()), Map.of()))
                .removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Mapper.class");
  }

  @Test
  void aResourceLeavesWithItsSourceAndAGeneratedOneWithABuild() throws IOException {
    Inventory built = content.afterBuild(module.app());
    Files.delete(module.output().resolve("templates/cart.html"));
    Files.delete(module.output().resolve("META-INF/generated.json"));
    assertThat(content.rescan(module.app())).isEqualTo(built);

    Files.delete(module.resources().resolve("templates/cart.html"));

    assertThat(built.differenceTo(content.rescan(module.app())).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/templates/cart.html");
    assertThat(built.differenceTo(content.afterBuild(module.app())).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/META-INF/generated.json", "classes/templates/cart.html");
  }

  @Test
  void afterACompilationResourcesThatMvnCleanTookStay() throws IOException {
    Inventory built = content.afterBuild(module.app());
    module.clean();
    Files.createDirectories(module.output());
    module.compileInPlace();

    assertThat(
            content.afterCompilation(module.app(), List.of(), List.of(module.module()), Map.of()))
        .isEqualTo(built);
  }

  @Test
  void readsOnlyWhatTheCompilerSaysItWrote() throws IOException {
    Inventory built = content.afterBuild(module.app());
    SampleModule.write(module.output().resolve("foreign.txt"), "not ours");
    SampleModule.write(module.output().resolve("templates/cart.html"), "<h1>");
    Files.delete(module.output().resolve("shop/Cart.class"));

    Inventory written =
        content.afterCompilation(
            module.app(),
            List.of(),
            List.of(),
            Map.of(
                module.module(),
                new OutputChange(
                    new TreeSet<>(List.of("templates/cart.html")),
                    new TreeSet<>(List.of("shop/Cart.class")))));

    InventoryDifference difference = built.differenceTo(written);
    assertThat(difference.changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/templates/cart.html");
    assertThat(difference.removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Cart.class");
    assertThat(difference.added()).isEmpty();
    assertThat(written.differenceTo(content.rescan(module.app())).added())
        .as("a later scan finds the rest")
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/foreign.txt");
  }

  @Test
  void takesHandedOverContentWithoutReadingItsFiles() throws IOException {
    Inventory built = content.afterBuild(module.app());
    byte[] order = Files.readAllBytes(module.output().resolve("shop/Cart.class"));
    Map<String, byte[]> contents =
        Map.of("shop/Order.class", order, "shop/nowhere.txt", "on no disk".getBytes(UTF_8));

    Inventory compiled =
        content.afterCompilation(module.app(), List.of(), List.of(), written(contents));

    InventoryDifference difference = built.differenceTo(compiled);
    assertThat(difference.changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class");
    assertThat(difference.added())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/nowhere.txt");
    assertThat(compiled.get(WorkspacePath.of("classes/shop/Order.class")))
        .isEqualTo(ContentHash.of(order));
    assertThat(text(compiled, "classes/shop/nowhere.txt")).isEqualTo("on no disk");
  }

  @Test
  void nothingIsReadOfTheOutputOfABuildThatFailed() throws IOException {
    Inventory built = content.afterBuild(module.app());
    content.withhold(List.of(module.module()));
    Files.delete(module.output().resolve("shop/Cart.class"));
    SampleModule.write(module.output().resolve("page.txt"), "half");

    assertThat(content.rescan(module.app())).isEqualTo(built);
    assertThat(
            content.rescan(
                module.app(), Map.of(module.module(), Set.of(module.output().resolve("page.txt")))))
        .isEqualTo(built);
    assertThat(
            content.afterCompilation(
                module.app(),
                List.of(module.module()),
                List.of(),
                written(Map.of("page.txt", "half".getBytes(UTF_8)))))
        .isEqualTo(built);
    for (ContentHash hash : built.files().values()) {
      assertThat(store.has(hash)).as("a new replica needs it").isTrue();
    }

    content.withhold(List.of());
    Inventory repaired =
        content.afterCompilation(module.app(), List.of(module.module()), List.of(), Map.of());

    assertThat(text(repaired, "classes/page.txt")).isEqualTo("half");
    assertThat(repaired.get(WorkspacePath.of("classes/shop/Cart.class")))
        .as("the build completed without it")
        .isNull();
  }

  @Test
  void readsHandedOverContentAgainOnceItsFileIsAnother() throws IOException {
    content.afterBuild(module.app());
    Path page = module.output().resolve("page.txt");
    SampleModule.write(page, "ours");
    content.afterCompilation(
        module.app(), List.of(), List.of(), written(Map.of("page.txt", "ours".getBytes(UTF_8))));
    SampleModule.write(page, "another's");

    Inventory observed = content.rescan(module.app());

    assertThat(text(observed, "classes/page.txt")).isEqualTo("another's");
  }

  @Test
  void leavesOutWhatHasNoPlaceInAWorkspaceAndReportsItOnce() throws IOException {
    String directory = "d".repeat(250);
    String tooLong = String.join("/", directory, directory, directory, directory, "file.txt");
    Path longest = SampleModule.write(module.output().resolve(tooLong + "x".repeat(100)), "x");
    SampleModule.write(module.output().resolve("a:b.json"), "colon");
    SampleModule.write(module.output().resolve("a\\b"), "backslash");

    Inventory built = content.afterBuild(module.app());
    Inventory observed = content.rescan(module.app());

    assertThat(observed).isEqualTo(built);
    assertThat(text(built, "classes/a:b.json")).isEqualTo("colon");
    assertThat(built.files().keySet())
        .extracting(WorkspacePath::toString)
        .noneMatch(path -> path.contains(directory));
    assertThat(leftOut)
        .singleElement()
        .asString()
        .startsWith(longest + ": a path of 1120 characters is too long, at most 1024 are allowed");
  }

  @Test
  void knowsFilesAsTheyAreInTheInventory() throws IOException {
    Path page = module.output().resolve("page.txt");
    assertThat(content.isKnown(page)).as("before the first build").isFalse();
    content.afterBuild(module.app());
    SampleModule.write(page, "ours");
    assertThat(content.isKnown(page)).as("written by another program").isFalse();

    content.afterCompilation(
        module.app(), List.of(), List.of(), written(Map.of("page.txt", "ours".getBytes(UTF_8))));

    assertThat(content.isKnown(page)).as("handed over").isTrue();
    SampleModule.replace(page, "ours");
    assertThat(content.isKnown(page)).as("replaced by another program").isFalse();
    assertThat(content.isKnown(folder.resolve("other/target/classes/A.class")))
        .as("of another app")
        .isTrue();
  }

  private Map<Module, OutputChange> written(Map<String, byte[]> contents) throws IOException {
    TreeMap<String, WrittenFile> files = new TreeMap<>();
    for (Map.Entry<String, byte[]> each : contents.entrySet()) {
      Path file = module.output().resolve(each.getKey());
      FileStamp stamp =
          Files.exists(file)
              ? FileStamp.of(file)
              : new FileStamp(each.getValue().length, FileTime.from(Instant.now()), null);
      files.put(each.getKey(), new WrittenFile(each.getValue(), stamp));
    }
    return Map.of(
        module.module(), new OutputChange(new TreeSet<>(files.keySet()), new TreeSet<>(), files));
  }

  @Test
  void looksAtNoOtherFilesThanThoseThatSomebodyIsSaidToHaveWritten() throws IOException {
    Inventory built = content.afterBuild(module.app());
    SampleModule.write(module.output().resolve("templates/cart.html"), "<h1>");
    SampleModule.write(module.output().resolve("fresh.txt"), "new");
    SampleModule.write(module.output().resolve("unnamed.txt"), "of which nobody said anything");

    Inventory observed = observe("templates/cart.html", "fresh.txt");

    InventoryDifference difference = built.differenceTo(observed);
    assertThat(difference.changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/templates/cart.html");
    assertThat(difference.added())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/fresh.txt");
    assertThat(difference.removed()).isEmpty();
    assertThat(text(observed, "classes/fresh.txt")).isEqualTo("new");
    assertThat(observe("templates/cart.html")).as("our own echo").isSameAs(observed);
    assertThat(observed.differenceTo(content.rescan(module.app())).added())
        .as("a later scan finds the rest")
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/unnamed.txt");
  }

  @Test
  void whatIsSaidToHaveGoneLeavesOnlyWithItsSource() throws IOException {
    Inventory built = content.afterBuild(module.app());
    Files.delete(module.output().resolve("shop/Order.class"));
    assertThat(observe("shop/Order.class")).isSameAs(built);
    Files.delete(module.sources().resolve("shop/Order.java"));
    assertThat(observe("shop/Cart.class")).isSameAs(built);

    assertThat(built.differenceTo(observe("shop/Order.class")).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class");
  }

  @Test
  void aFolderThatIsSaidToHaveGoneTakesWhatWasMadeOfDeletedSources() throws IOException {
    Inventory built = content.afterBuild(module.app());
    SampleModule.delete(module.output().resolve("shop"));
    Files.delete(module.sources().resolve("shop/Cart.java"));

    assertThat(built.differenceTo(observe("shop")).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly(
            "classes/shop/Cart$Item.class",
            "classes/shop/Cart.class",
            "classes/shop/Secondary.class");
  }

  @Test
  void looksAtAllFilesWhereAFolderIsNamedOrNobodyKnows() throws IOException {
    Inventory built = content.afterBuild(module.app());
    SampleModule.write(module.output().resolve("a/one.txt"), "1");
    assertThat(built.differenceTo(observe("a")).added())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/a/one.txt");

    SampleModule.write(module.output().resolve("b/two.txt"), "2");
    assertThat(built.differenceTo(observe()).added())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/a/one.txt", "classes/b/two.txt");
  }

  @Test
  void aFileThatCannotBeKeptIsReportedOnceAndTriedAgainWithTheNextChange() throws IOException {
    Inventory built = content.afterBuild(module.app());
    Path inTheWay = SampleModule.write(folder.resolve("store"), "no directory");
    Path large = Files.write(module.output().resolve("large.bin"), new byte[1 << 20]);
    Path small = SampleModule.write(module.output().resolve("small.txt"), "1");

    assertThat(observe("large.bin")).isSameAs(built);
    assertThat(observe("small.txt").differenceTo(built).removed())
        .containsExactly(WorkspacePath.classes("small.txt"));
    assertThat(leftOut)
        .containsExactly(large + ": it cannot be read: FileAlreadyExistsException: " + inTheWay);

    Files.delete(inTheWay);
    SampleModule.write(small, "2");
    assertThat(observe("small.txt").files()).containsKey(WorkspacePath.classes("large.bin"));
    assertThat(content.incomplete()).isEmpty();
  }

  @Test
  void aBackslashIsPartOfAName() throws IOException {
    SampleModule.write(module.output().resolve("a\\b"), "one");
    SampleModule.write(module.output().resolve("a/b"), "two");
    Inventory built = content.afterBuild(module.app());

    assertThat(text(built, "classes/a\\b")).isEqualTo("one");
    assertThat(text(built, "classes/a/b")).isEqualTo("two");
    SampleModule.write(module.output().resolve("a\\b"), "three");
    assertThat(text(observe("a\\b"), "classes/a\\b")).isEqualTo("three");
  }

  @Test
  void aHalfWrittenClassThatIsNamedIsHeldBackUntilItIsNamedAgain() throws IOException {
    Inventory built = content.afterBuild(module.app());
    Path file = module.output().resolve("shop/Order.class");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    SampleModule.write(module.output().resolve("shop/Unborn.class"), "garbage");

    assertThat(observe("shop/Order.class", "shop/Unborn.class")).isSameAs(built);
    assertThat(content.incomplete())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class", "classes/shop/Unborn.class");

    Files.write(file, whole);
    Files.delete(module.output().resolve("shop/Unborn.class"));
    assertThat(observe("shop/Order.class", "shop/Unborn.class")).isSameAs(built);
    assertThat(content.incomplete()).isEmpty();
  }

  @Test
  void aHalfWrittenClassIsTriedAgainWithTheNextChangeThoughNoEventNamesIt() throws IOException {
    content.afterBuild(module.app());
    Path born = module.output().resolve("shop/Born.class");
    Path gone = module.output().resolve("shop/Gone.class");
    byte[] whole = Files.readAllBytes(module.output().resolve("shop/Order.class"));
    Files.write(born, Arrays.copyOf(whole, whole.length - 1));
    Files.write(gone, Arrays.copyOf(whole, whole.length - 1));
    observe("shop/Born.class", "shop/Gone.class");

    Files.write(born, whole);
    Files.delete(gone);
    SampleModule.write(module.output().resolve("other.txt"), "1");

    assertThat(observe("other.txt").files())
        .containsKeys(WorkspacePath.classes("shop/Born.class"), WorkspacePath.classes("other.txt"))
        .doesNotContainKey(WorkspacePath.classes("shop/Gone.class"));
    assertThat(content.incomplete()).isEmpty();
  }

  @Test
  void aFileAndADirectoryOfTheSameNameAreNotDeliveredTogether() throws IOException {
    Path data = module.output().resolve("data");
    SampleModule.write(data, "a file");
    content.afterBuild(module.app());

    Files.delete(data);
    SampleModule.write(data.resolve("part.txt"), "a part");
    assertThat(copied("data/part.txt").files())
        .containsKey(WorkspacePath.classes("data/part.txt"))
        .doesNotContainKey(WorkspacePath.classes("data"));

    Files.delete(data.resolve("part.txt"));
    Files.delete(data);
    SampleModule.write(data, "a file");
    assertThat(copied("data").files())
        .containsKey(WorkspacePath.classes("data"))
        .doesNotContainKey(WorkspacePath.classes("data/part.txt"));
  }

  private Inventory copied(String path) {
    OutputChange change = new OutputChange(new TreeSet<>(Set.of(path)), new TreeSet<>());
    return content.afterCompilation(
        module.app(), List.of(), List.of(), Map.of(module.module(), change));
  }

  @Test
  void aHalfWrittenClassIsHeldBackAtItsOldContent() throws IOException {
    Inventory built = content.afterBuild(module.app());
    Path file = module.output().resolve("shop/Order.class");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    SampleModule.write(module.output().resolve("shop/Unborn.class"), "garbage");

    assertThat(content.rescan(module.app())).isEqualTo(built);
    assertThat(content.incomplete())
        .extracting(WorkspacePath::toString)
        .containsExactly("classes/shop/Order.class", "classes/shop/Unborn.class");

    Files.write(file, whole);
    Files.delete(module.output().resolve("shop/Unborn.class"));
    assertThat(content.rescan(module.app())).isEqualTo(built);
    assertThat(content.incomplete()).isEmpty();
  }

  @Test
  void aLinkInTheOutputIsTheFileThatItLeadsTo() throws IOException {
    Path elsewhere = SampleModule.write(folder.resolve("elsewhere.txt"), "linked");
    Files.createSymbolicLink(module.output().resolve("linked.txt"), elsewhere);
    Files.createSymbolicLink(module.output().resolve("dangling.txt"), folder.resolve("nowhere"));

    Inventory built = content.afterBuild(module.app());

    assertThat(text(built, "classes/linked.txt")).isEqualTo("linked");
    assertThat(built.files()).doesNotContainKey(WorkspacePath.of("classes/dangling.txt"));
  }

  @Test
  void aJarIsHeldWhileItIsMissingOrHalfWritten() throws IOException {
    Path jar = jar("one");
    Inventory built = content.afterBuild(module.app(dependency(jar, true)));
    byte[] whole = Files.readAllBytes(jar);

    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    assertThat(content.rescan(module.app(dependency(jar, true)))).isEqualTo(built);
    assertThat(content.incomplete())
        .extracting(WorkspacePath::toString)
        .containsExactly("lib/dep.jar");
    Files.delete(jar);
    assertThat(content.afterBuild(module.app(dependency(jar, true)))).isEqualTo(built);
    try (InputStream old = store.open(built.get(WorkspacePath.of("lib/dep.jar")))) {
      assertThat(old.readAllBytes()).isEqualTo(whole);
    }

    jar("two");
    assertThat(built.differenceTo(content.rescan(module.app(dependency(jar, true)))).changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("lib/dep.jar");
  }

  @Test
  void aDependencyThatLeftTheClassPathLeavesAtOnce() throws IOException {
    Inventory built = content.afterBuild(module.app(dependency(jar("one"), false)));

    assertThat(built.differenceTo(content.rescan(module.app())).removed())
        .extracting(WorkspacePath::toString)
        .containsExactly("lib/dep.jar");
  }

  @Test
  void aReplacedJarComesTogetherWithWhatWasCompiledAgainstIt() throws IOException {
    App app = module.app(dependency(jar("one"), true));
    Inventory built = content.afterBuild(app);

    jar("another");
    Inventory now = content.afterCompilation(app, Set.of(), Set.of(), Map.of());

    assertThat(built.differenceTo(now).changed())
        .extracting(WorkspacePath::toString)
        .containsExactly("lib/dep.jar");
  }

  @Test
  void onlyTheJarsOfSnapshotsAreWatched() throws IOException {
    Path jar = jar("one");

    assertThat(DesiredContent.otherPaths(module.app(dependency(jar, true)))).containsExactly(jar);
    assertThat(DesiredContent.otherPaths(module.app(dependency(jar, false)))).isEmpty();
  }

  @Test
  void aJarThatNeverWasReadableIsAProblem() throws IOException {
    Path broken = SampleModule.write(folder.resolve("dep.jar"), "not found");

    assertThatThrownBy(() -> content.afterBuild(module.app(dependency(broken, false))))
        .isInstanceOf(Problem.class)
        .hasMessage("The dependency com.example:dep:1 is not a readable jar: " + broken + ".")
        .extracting(e -> ((Problem) e).remedy())
        .isEqualTo("Delete that file and run the goal again: Maven downloads it again.");
  }

  @Test
  void oldContentIsKeptForAWhileAndThenDropped() throws IOException {
    Inventory first = content.afterBuild(module.app());
    ContentHash old = first.get(WorkspacePath.of("classes/templates/cart.html"));
    for (int i = 0; i < 2; i++) {
      module.resource("templates/cart.html", "version " + i);
      content.rescan(module.app());
    }
    assertThat(store.has(old)).isTrue();

    for (int i = 2; i < 10; i++) {
      module.resource("templates/cart.html", "version " + i);
      content.rescan(module.app());
    }

    assertThat(store.has(old)).isFalse();
    assertThatThrownBy(() -> store.open(old)).isInstanceOf(IOException.class);
    module.resource("templates/cart.html", "<p>cart</p>");
    assertThat(text(content.rescan(module.app()), "classes/templates/cart.html"))
        .isEqualTo("<p>cart</p>");
  }

  @Test
  void contentThatCameBackOrLiesSomewhereElseIsKept() throws IOException {
    Inventory first = content.afterBuild(module.app());
    ContentHash back = first.get(WorkspacePath.of("classes/templates/cart.html"));
    ContentHash moved = first.get(WorkspacePath.of("classes/META-INF/generated.json"));
    module.resource("templates/cart.html", "another");
    SampleModule.write(module.output().resolve("META-INF/generated.json"), "another");
    content.rescan(module.app());
    module.resource("templates/cart.html", "<p>cart</p>");
    SampleModule.write(module.output().resolve("copy.json"), "{}");
    content.rescan(module.app());

    for (int i = 0; i < 100; i++) {
      SampleModule.write(module.output().resolve("counter.txt"), "version " + i);
      observe("counter.txt");
    }

    assertThat(store.has(back)).isTrue();
    assertThat(store.has(moved)).isTrue();
  }

  /** What others wrote, by path in the output. */
  private Inventory observe(String... paths) {
    List<Path> written = Arrays.stream(paths).map(module.output()::resolve).toList();
    return content.rescan(module.app(), Map.of(module.module(), written));
  }

  private static ClassPathEntry dependency(Path jar, boolean snapshot) {
    return new ClassPathEntry.Jar(
        WorkspacePath.of("lib/dep.jar"), jar, new Coordinates("com.example", "dep", "1"), snapshot);
  }

  private Path jar(String content) throws IOException {
    Path jar = folder.resolve("dep.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("entry"));
      zip.write(content.getBytes(UTF_8));
    }
    return jar;
  }

  private String text(Inventory inventory, String path) throws IOException {
    try (InputStream in = store.open(inventory.get(WorkspacePath.of(path)))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
