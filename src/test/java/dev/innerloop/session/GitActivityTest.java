package dev.innerloop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import dev.innerloop.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitActivityTest {

  private static final long START = 1_000_000_000_000L;

  @TempDir Path folder;

  private final List<Event> events = new ArrayList<>();
  private Path lock;
  private Path index;
  private Path module;

  @BeforeEach
  void checkOut() throws IOException {
    index = SampleModule.write(folder.resolve(".git/index"), "entries");
    lock = index.resolveSibling("index.lock");
    module = Files.createDirectories(folder.resolve("apps/shop"));
  }

  @Test
  void withoutGitNothingWaits() {
    assertThat(GitActivity.none().isInProgress(START, START, false)).isFalse();
  }

  @Test
  void aSaveDoesNotWaitWhileGitDoesNothing() {
    assertThat(git(module).isInProgress(START, START, true)).isFalse();
  }

  @Test
  void waitsForTheLockAndUntilFilesHaveSettled() throws Exception {
    GitActivity git = git(module);
    Files.createFile(lock);
    assertThat(git.isInProgress(START, START, true)).isTrue();
    Files.delete(lock);
    assertThat(git.isInProgress(after(10), START, true)).as("the next step may follow").isTrue();
    assertThat(git.isInProgress(after(200), after(100), true)).as("a late event").isTrue();
    assertThat(git.isInProgress(after(300), after(100), false)).as("an incomplete file").isTrue();

    assertThat(git.isInProgress(after(300), after(100), true)).isFalse();
    git.handled();
    assertThat(git.isInProgress(after(310), after(309), true)).as("the next save").isFalse();
    assertThat(events).isEmpty();
  }

  @Test
  void waitsForTheEventsOfASwitchThatHasAlreadyEnded() throws Exception {
    GitActivity git = git(module);
    SampleModule.replace(index, "entries of another branch");

    assertThat(git.isInProgress(after(15), after(15), true)).isTrue();
    assertThat(git.isInProgress(after(200), after(15), true)).isFalse();
  }

  @Test
  void aLockDuringWhichNothingChangesIsIgnoredAndReportedOnce() throws Exception {
    GitActivity git = git(module);
    Files.createFile(lock);
    assertThat(git.isInProgress(START, START, true)).isTrue();

    assertThat(git.isInProgress(after(3_100), START, true)).isFalse();
    git.handled();

    assertThat(git.isInProgress(after(9_000), after(9_000), true)).as("a later save").isFalse();
    assertThat(events)
        .containsExactly(
            new Event.Notice(
                lock
                    + " exists, but git changes no file: updates do not wait for it any longer. If"
                    + " no git command is running, delete it."));
  }

  @Test
  void neverWaitsLongerThanRequestsDo() throws Exception {
    GitActivity git = git(module);
    Files.createFile(lock);
    for (int millis = 0; millis < 25_000; millis += 1_000) {
      assertThat(git.isInProgress(after(millis), after(millis), true)).isTrue();
    }

    assertThat(git.isInProgress(after(25_001), after(25_001), true)).isFalse();
  }

  @Test
  void findsTheDirectoryOfAWorktreeOrSubmodule() throws Exception {
    Path own = Files.createDirectories(folder.resolve(".git/worktrees/shop"));
    SampleModule.write(module.resolve(".git"), "gitdir: " + own + "\n");
    GitActivity git = git(module);
    Files.createFile(own.resolve("index.lock"));

    assertThat(git.isInProgress(START, START, true)).isTrue();
  }

  private GitActivity git(Path directory) {
    return GitActivity.in(List.of(directory), events::add);
  }

  private static long after(long millis) {
    return START + Duration.ofMillis(millis).toNanos();
  }
}
