package dev.innerloop.project.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The current commit of a checkout, read from git's files, so that git need not be installed. */
public final class GitRevision {

  private static final int MOST_LINKS = 5;

  private final Path git;
  private final Path common;

  private GitRevision(Path git, Path common) {
    this.git = git;
    this.common = common;
  }

  /**
   * @param folder a directory
   * @return 40 or 64 hexadecimal digits; empty if there is no checkout or no commit
   */
  public static Optional<String> of(Path folder) {
    try {
      Optional<GitDirectory> git = GitDirectory.of(folder);
      return git.isPresent()
          ? new GitRevision(git.get().own(), git.get().common()).head()
          : Optional.empty();
    } catch (IOException e) {
      return Optional
          .empty(); // an unreadable checkout is ignored, because the revision is only used for a
      // label
    }
  }

  private Optional<String> head() throws IOException {
    String value = Files.readString(git.resolve("HEAD"), UTF_8).strip();
    for (int links = 0; value.startsWith("ref: ") && links < MOST_LINKS; links++) {
      String target = resolve(value.substring("ref: ".length()).strip());
      if (target == null) {
        return Optional.empty(); // a branch without a commit
      }
      value = target;
    }
    return Optional.of(value).filter(it -> it.matches("[0-9a-f]{40}|[0-9a-f]{64}"));
  }

  private @Nullable String resolve(String reference) throws IOException {
    for (Path folder : List.of(git, common)) {
      Path loose = folder.resolve(reference);
      if (Files.isRegularFile(loose)) {
        return Files.readString(loose, UTF_8).strip();
      }
    }
    Path packed = common.resolve("packed-refs");
    if (Files.exists(packed)) {
      for (String line : Files.readAllLines(packed, UTF_8)) {
        if (line.endsWith(" " + reference)) {
          return line.substring(0, line.indexOf(' '));
        }
      }
    }
    return null;
  }
}
