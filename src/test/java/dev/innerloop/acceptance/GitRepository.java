package dev.innerloop.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The repository that a project is in, as a developer uses it. */
record GitRepository(Path folder) {

  /** Puts a folder as it is under version control. */
  static GitRepository create(Path folder) {
    try {
      Files.writeString(folder.resolve(".gitignore"), "target/\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GitRepository repository = new GitRepository(folder);
    repository.git("init", "-q");
    repository.commit();
    return repository;
  }

  /** Commits everything, if anything changed. */
  void commit() {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "as it is");
  }

  /** Another folder with the newest commit. */
  GitRepository worktree(Path other) {
    git("worktree", "add", "-q", "--detach", other.toString());
    return new GitRepository(other);
  }

  void remove(GitRepository worktree) {
    git("worktree", "remove", "--force", worktree.folder().toString());
  }

  String head() {
    return git("rev-parse", "HEAD");
  }

  void checkOut(String commit) {
    git("checkout", "-q", "--detach", commit);
  }

  private String git(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=test", "-c", "user.email=test@localhost"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + printed);
      }
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
