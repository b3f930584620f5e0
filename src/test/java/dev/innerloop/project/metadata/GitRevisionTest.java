package dev.innerloop.project.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitRevisionTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path folder;

  @Test
  void isWhereTheBranchOfAFolderAboveIs() throws Exception {
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/refs/heads/main", COMMIT + "\n");
    Path module = Files.createDirectories(folder.resolve("shop/web"));

    assertThat(GitRevision.of(module)).contains(COMMIT);
  }

  @Test
  void isFoundAmongPackedBranches() throws Exception {
    write(".git/HEAD", "ref: refs/heads/team/main\n");
    write(
        ".git/packed-refs",
        "# pack-refs with: peeled\nfff3456789abcdef0123456789abcdef01234567 refs/heads/main\n"
            + COMMIT
            + " refs/heads/team/main\n");

    assertThat(GitRevision.of(folder)).contains(COMMIT);
  }

  @Test
  void isTheCommitItselfWhereNoBranchIsCheckedOut() throws Exception {
    write(".git/HEAD", COMMIT + "\n");

    assertThat(GitRevision.of(folder)).contains(COMMIT);
  }

  @Test
  void isThatOfAWorktreeAndNotOfItsRepository() throws Exception {
    write("main/.git/HEAD", "ref: refs/heads/main\n");
    write("main/.git/refs/heads/main", "fff3456789abcdef0123456789abcdef01234567\n");
    write("main/.git/refs/heads/other", COMMIT + "\n");
    write("main/.git/worktrees/other/HEAD", "ref: refs/heads/other\n");
    write("main/.git/worktrees/other/commondir", "../..\n");
    write("other/.git", "gitdir: " + folder.resolve("main/.git/worktrees/other") + "\n");

    assertThat(GitRevision.of(folder.resolve("other"))).contains(COMMIT);
  }

  @Test
  void isNoneBeforeTheFirstCommit() throws Exception {
    write(".git/HEAD", "ref: refs/heads/main\n");

    assertThat(GitRevision.of(folder)).isEmpty();
  }

  @Test
  void agreesWithGitOnThisRepository() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    assumeTrue(Files.exists(here.resolve(".git")));
    Process git = new ProcessBuilder("git", "rev-parse", "HEAD").redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes()).strip();
    assumeTrue(git.waitFor() == 0);

    assertThat(GitRevision.of(here)).contains(said);
  }

  private void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
