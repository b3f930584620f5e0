package dev.innerloop.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an export does to a folder that others write to, too. */
class ExportDirectoryTest {

  @TempDir Path folder;

  @Test
  void replacesWhatItWroteAndDeletesWhatIsNoMore() throws IOException {
    export(generated("base/a.yaml", "1"), generated("base/old/b.yaml", "1"));

    String said = export(generated("base/a.yaml", "2"), generated("c.yaml", "1"));

    assertThat(said).isEqualTo("2 files written, 1 file deleted");
    assertThat(files()).containsExactly(Map.entry("base/a.yaml", "2"), Map.entry("c.yaml", "1"));
    assertThat(folder.resolve("base/old")).doesNotExist();
  }

  @Test
  void writesNothingTheSecondTime() throws IOException {
    export(generated("a.yaml", "1"));
    String before = Files.readString(folder.resolve(".dev-export"));

    assertThat(export(generated("a.yaml", "1"))).isEqualTo("nothing has changed");
    assertThat(folder.resolve(".dev-export")).hasContent(before);
  }

  @Test
  void leavesAloneWhatUsersWriteBesideIt() throws IOException {
    export(generated("a.yaml", "1"));
    write("overlays/mine/kustomization.yaml", "mine");

    export(generated("b.yaml", "1"));

    assertThat(files())
        .containsExactly(
            Map.entry("b.yaml", "1"), Map.entry("overlays/mine/kustomization.yaml", "mine"));
  }

  @Test
  void renewsAStartUntilTheUserChangesIt() throws IOException {
    export(start("values-test.yaml", "1"));
    export(start("values-test.yaml", "2"));
    assertThat(files()).containsEntry("values-test.yaml", "2");
    write("values-test.yaml", "mine");

    ExportPlan plan = plan(start("values-test.yaml", "3"));
    ExportPlan.execute(List.of(plan));

    assertThat(plan.kept()).containsExactly("values-test.yaml");
    assertThat(plan(start("values-test.yaml", "4")).kept()).containsExactly("values-test.yaml");
    assertThat(files()).containsEntry("values-test.yaml", "mine");
  }

  @Test
  void deletesAStartThatNobodyChanged() throws IOException {
    export(
        generated("a.yaml", "1"), start("values-test.yaml", "1"), start("values-prod.yaml", "1"));
    write("values-prod.yaml", "mine");

    ExportPlan plan = plan(generated("a.yaml", "1"));
    ExportPlan.execute(List.of(plan));

    assertThat(plan.kept()).containsExactly("values-prod.yaml");
    assertThat(files()).containsOnlyKeys("a.yaml", "values-prod.yaml");
  }

  @Test
  void refusesToLoseAnEditOfWhatItWouldReplace() throws IOException {
    export(generated("a.yaml", "1"), generated("b.yaml", "1"));
    write("a.yaml", "edited");
    write("c.yaml", "mine");

    Problem problem =
        catchThrowableOfType(
            Problem.class,
            () ->
                plan(generated("a.yaml", "2"), generated("b.yaml", "2"), generated("c.yaml", "2")));

    assertThat(problem)
        .hasMessage(
            """
            Files that are not of an export are in the way:
              deploy/shop/a.yaml was changed since it was exported
              deploy/shop/c.yaml exists, but was not written by an export\
            """);
    assertThat(problem.remedy())
        .isEqualTo(
            "Nothing was written. Move your changes to an overlay, a values file or"
                + " src/main/kubernetes. Then delete or move these files and export again, or use"
                + " another directory: -Ddev.exportFolder=PATH");
    assertThat(files()).containsEntry("b.yaml", "1");
  }

  @Test
  void takesWhatIsThereAlreadyForItsOwnWhereItIsTheSame() throws IOException {
    write("a.yaml", "1");

    assertThat(export(generated("a.yaml", "1"))).isEqualTo("nothing has changed");
    export(generated("a.yaml", "2"));

    assertThat(files()).containsEntry("a.yaml", "2");
  }

  @Test
  void knowsItsFilesWithTheEndsOfLinesThatGitGaveThem() throws IOException {
    export(generated("a.yaml", "1\n2\n"), generated("b.yaml", "1\n2\n"));
    write("a.yaml", "1\r\n2\r\n");
    write("b.yaml", "1\r\n2\r\n");
    write(".dev-export", Files.readString(folder.resolve(".dev-export")).replace("\n", "\r\n"));

    export(generated("a.yaml", "1\n2\n"), generated("b.yaml", "3\n"));

    assertThat(files()).containsEntry("a.yaml", "1\r\n2\r\n").containsEntry("b.yaml", "3\n");
  }

  @Test
  void putsBackWhatWasThereWhenItFails() throws IOException {
    export(generated("a.yaml", "1"), generated("gone.yaml", "1"));
    write("overlays", "a file where a folder is to be");
    Map<String, String> before = files();
    String record = Files.readString(folder.resolve(".dev-export"));
    ExportPlan plan = plan(generated("a.yaml", "2"), generated("overlays/b.yaml", "2"));

    Problem problem = catchThrowableOfType(Problem.class, () -> ExportPlan.execute(List.of(plan)));

    assertThat(problem).hasMessageStartingWith("The export cannot be written to deploy/shop: ");
    assertThat(problem.remedy())
        .isEqualTo(
            "All changes were rolled back. Make the directory writable or free disk space, and"
                + " export again.");
    assertThat(files()).isEqualTo(before);
    assertThat(folder.resolve(".dev-export")).hasContent(record);
  }

  @Test
  void putsBackTheOtherAppsOfTheReactorToo() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    write("blocked", "a file");
    ExportPlan first =
        new ExportDirectory(other, "deploy/other").plan(List.of(generated("a.yaml", "1")));
    ExportPlan second = plan(generated("blocked/b.yaml", "1"));

    catchThrowableOfType(Problem.class, () -> ExportPlan.execute(List.of(first, second)));

    assertThat(other).isEmptyDirectory();
  }

  @Test
  void goesOnAfterAnExportThatWasKilledMidway() throws IOException {
    export(generated("a.yaml", "1"), generated("b.yaml", "1"));
    ExportRecord before = ExportRecord.of(Map.of("a.yaml", "1", "b.yaml", "1"));
    ExportRecord after = ExportRecord.of(Map.of("a.yaml", "2", "b.yaml", "2"));
    write(".dev-export", before.and(after).text());
    write("a.yaml", "2");

    export(generated("a.yaml", "3"), generated("b.yaml", "3"));

    assertThat(files()).containsExactly(Map.entry("a.yaml", "3"), Map.entry("b.yaml", "3"));
  }

  @Test
  void keepsItsRecordInTheFormOfSha256sum() throws IOException {
    export(generated("a.yaml", "1"));

    assertThat(folder.resolve(".dev-export"))
        .hasContent(
            """
            # Files that dev:export wrote here. Commit this file: it distinguishes them from your own files.
            6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a.yaml
            """);
  }

  @Test
  void saysWhereItsRecordIsBroken() throws IOException {
    for (String line :
        List.of("<<<<<<< HEAD", "0".repeat(64) + "  ../x", "0".repeat(64) + "  /etc/passwd")) {
      write(".dev-export", "# comment\n" + line + "\n");

      Problem problem = catchThrowableOfType(Problem.class, () -> plan(generated("a.yaml", "1")));

      assertThat(problem)
          .hasMessage(
              "deploy/shop/.dev-export:2: invalid line, not written by dev:export: " + line);
    }
  }

  private static ExportFile generated(String path, String text) {
    return ExportFile.generated(path, text);
  }

  private static ExportFile start(String path, String text) {
    return ExportFile.start(path, text);
  }

  private String export(ExportFile... files) {
    ExportPlan plan = plan(files);
    ExportPlan.execute(List.of(plan));
    return plan.toString();
  }

  private ExportPlan plan(ExportFile... files) {
    return new ExportDirectory(folder, "deploy/shop").plan(List.of(files));
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** All but the record. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String path = folder.relativize(file).toString();
        if (!path.equals(".dev-export")) {
          files.put(path, Files.readString(file));
        }
      }
    }
    return files;
  }
}
