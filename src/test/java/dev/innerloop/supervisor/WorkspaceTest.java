package dev.innerloop.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.InventoryDigest;
import dev.innerloop.wire.Launch;
import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

  private static final Launch LAUNCH = Launch.of("Main", List.of("classes"));

  @TempDir Path folder;

  private Workspace workspace;

  @BeforeEach
  void open() throws IOException {
    Path own = Files.createDirectory(folder.resolve(".dev"));
    ImageFiles image = new ImageFiles(List.of(), own);
    image.begin();
    workspace = Workspace.open(new WorkspaceRoot(folder), image);
  }

  @Test
  void aCommitAddsChangesAndRemovesFilesAsOneStep() throws IOException {
    commit(Map.of("classes/a", "1", "classes/b", "2", "classes/sub/c", "3"), Set.of());

    commit(Map.of("classes/b", "4", "classes/d", "5"), Set.of("classes/a", "classes/sub/c"));

    assertThat(held()).containsExactly("classes/b", "classes/d");
    assertThat(folder.resolve("classes/b")).hasContent("4");
    assertThat(folder.resolve("classes/sub")).doesNotExist();
    assertThat(workspace.state().digest())
        .isEqualTo(digest(Map.of("classes/b", "4", "classes/d", "5")));
    assertThat(workspace.state().generation()).isEqualTo(2);
    assertThat(reopened().state().digest()).isEqualTo(workspace.state().digest());
    assertThat(reopened().state().generation()).isEqualTo(2);
  }

  @Test
  void aFileMayTakeThePlaceOfADirectoryAndTheOtherWayRound() throws IOException {
    commit(Map.of("classes/a/b", "1", "classes/c", "2"), Set.of());

    commit(Map.of("classes/a", "3", "classes/c/d", "4"), Set.of("classes/a/b", "classes/c"));

    assertThat(held()).containsExactly("classes/a", "classes/c/d");
  }

  @Test
  void namesMayHoldWhatLinuxAllows() throws IOException {
    Map<String, String> files =
        Map.of("classes/a:b.json", "1", "classes/a\\b", "2", "classes/line\nend", "3");

    commit(files, Set.of());

    assertThat(folder.resolve("classes/a:b.json")).hasContent("1");
    assertThat(folder.resolve("classes/a\\b")).hasContent("2");
    assertThat(reopened().state().digest()).isEqualTo(digest(files));
  }

  @Test
  void whatLiesHereAfterACommitFailedHalfWayIsKnown() throws IOException {
    Files.createDirectories(folder.resolve("classes/x/y"));
    Files.writeString(folder.resolve("classes/x/y/kept"), "kept");
    workspace = reopened();

    assertThatThrownBy(() -> commit(Map.of("classes/a", "1", "classes/x", "2"), Set.of()))
        .isInstanceOf(IOException.class);

    assertThat(held()).containsExactly("classes/a", "classes/x/y/kept");
    assertThat(workspace.state().digest())
        .isEqualTo(digest(Map.of("classes/a", "1", "classes/x/y/kept", "kept")));
    commit(Map.of("classes/b", "3"), Set.of());
    assertThat(held()).containsExactly("classes/a", "classes/b", "classes/x/y/kept");
  }

  @Test
  void aJournalWhoseListsWereLostInACrashIsGivenUp() throws IOException {
    commit(Map.of("classes/a", "1"), Set.of());
    Path journal = Files.createDirectory(folder.resolve(".dev/journal"));
    Files.createFile(journal.resolve("removals"));
    Files.createFile(journal.resolve("puts"));

    workspace = reopened();

    assertThat(held()).containsExactly("classes/a");
    assertThat(journal).doesNotExist();
    commit(Map.of("classes/b", "2"), Set.of());
    assertThat(held()).containsExactly("classes/a", "classes/b");
  }

  @Test
  void contentThatHasNotArrivedIsMissingUnlessItIsHereAlready() throws IOException {
    commit(Map.of("classes/a", "1"), Set.of());
    ChangeSet changes = changes(Map.of("classes/b", "1", "classes/c", "2"), Set.of());
    List<ContentHash> missing = new ArrayList<>();

    workspace.content().findMissing(changes, (hashes, last) -> missing.addAll(hashes));

    assertThat(missing).containsExactly(hash("2"));
    assertThatThrownBy(() -> workspace.prepare(changes))
        .hasMessage("the content of classes/c has not arrived");
    assertThat(held()).containsExactly("classes/a");
  }

  @Test
  void changesThatAreDroppedLeaveNothingBehind() throws IOException {
    workspace.change().close();

    try (var left = Files.newDirectoryStream(folder.resolve(".dev"), "changes-*")) {
      assertThat(left).isEmpty();
    }
  }

  private Workspace reopened() throws IOException {
    ImageFiles image = new ImageFiles(List.of(), folder.resolve(".dev"));
    image.begin();
    return Workspace.open(new WorkspaceRoot(folder), image);
  }

  private void commit(Map<String, String> puts, Set<String> removals) throws IOException {
    for (String content : puts.values()) {
      byte[] bytes = content.getBytes(UTF_8);
      try (Staging.Arrival arrival = workspace.staging().receive(hash(content), bytes.length)) {
        arrival.append(bytes);
        arrival.finish();
      }
    }
    workspace.commit(workspace.prepare(changes(puts, removals)), LAUNCH);
  }

  private ChangeSet changes(Map<String, String> puts, Set<String> removals) throws IOException {
    try (ChangeSet.Builder changes = workspace.change()) {
      for (Map.Entry<String, String> put : new TreeMap<>(puts).entrySet()) {
        changes.put(WorkspacePath.of(put.getKey()), hash(put.getValue()));
      }
      for (String path : removals.stream().sorted().toList()) {
        changes.remove(WorkspacePath.of(path));
      }
      return changes.build();
    }
  }

  private List<String> held() throws IOException {
    List<String> paths = new ArrayList<>();
    workspace.state().snapshot().files.forEach(file -> paths.add(file.path().toString()));
    return paths;
  }

  private static ContentHash digest(Map<String, String> files) {
    InventoryDigest digest = new InventoryDigest();
    new TreeMap<>(files)
        .forEach((path, content) -> digest.add(WorkspacePath.of(path), hash(content)));
    return digest.result();
  }

  private static ContentHash hash(String content) {
    return ContentHash.of(content.getBytes(UTF_8));
  }
}
