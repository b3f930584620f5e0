package dev.innerloop.project.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where git keeps its files about a checkout; git need not be installed.
 *
 * @param own of this checkout: {@code HEAD} and the index, and the index's lock while git works
 * @param common of all worktrees of the repository
 */
public record GitDirectory(Path own, Path common) {

  /**
   * @return empty if the directory is not in a checkout
   * @throws IOException if git's files cannot be read
   */
  public static Optional<GitDirectory> of(Path directory) throws IOException {
    for (Path each = directory.toAbsolutePath(); each != null; each = each.getParent()) {
      Path git = each.resolve(".git");
      if (Files.exists(git)) {
        return Optional.of(at(git));
      }
    }
    return Optional.empty();
  }

  private static GitDirectory at(Path dotGit) throws IOException {
    Path git = dotGit;
    if (Files.isRegularFile(dotGit)) { // in a worktree or submodule
      String pointer = Files.readString(dotGit, UTF_8).strip();
      git = dotGit.resolveSibling(pointer.replaceFirst("^gitdir: *", ""));
    }
    Path common = git.resolve("commondir");
    return new GitDirectory(
        git, Files.exists(common) ? git.resolve(Files.readString(common, UTF_8).strip()) : git);
  }
}
