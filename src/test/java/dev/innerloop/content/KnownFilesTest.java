package dev.innerloop.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFilesTest {

  @TempDir Path folder;

  private final KnownFiles known = new KnownFiles();

  @Test
  void knowsAFileBeforeItIsMovedToItsPlace() throws IOException {
    Path temporary = write("temporary", "content");
    Path file = folder.resolve("file");

    known.putWritten(file, FileStamp.of(temporary));

    assertThat(known.contains(file)).as("not there yet").isFalse();
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(known.contains(file)).isTrue();
  }

  @Test
  void doesNotKnowWhatWasWrittenSince() throws IOException {
    Path file = write("file", "content");
    known.put(file, FileStamp.of(file));

    Files.writeString(file, "content of another program");

    assertThat(known.contains(file)).isFalse();
  }

  @Test
  void knowsThatAFileIsDeletedUntilItIsThereAgain() throws IOException {
    Path file = write("file", "content");
    known.putDeleted(file);
    assertThat(known.contains(file)).as("not deleted yet").isFalse();

    Files.delete(file);
    assertThat(known.contains(file)).isTrue();

    Files.writeString(file, "content");
    assertThat(known.contains(file)).isFalse();
  }

  @Test
  void doesNotKnowAFileThatAnotherProgramHasDeleted() throws IOException {
    Path file = write("file", "content");
    known.put(file, FileStamp.of(file));

    Files.delete(file);

    assertThat(known.contains(file)).isFalse();
  }

  @Test
  void knowsNoWrittenFileWhereTimesAreWholeSeconds() throws IOException {
    Path file = write("file", "content");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));

    known.putWritten(file, FileStamp.of(file));

    assertThat(known.contains(file)).isFalse();
  }

  @Test
  void knowsADirectoryThatIsCreatedForItsFiles() throws IOException {
    Path directory = folder.resolve("shop/internal");
    known.putDirectory(directory);
    assertThat(known.contains(directory)).as("not there yet").isFalse();

    Files.createDirectories(directory);

    assertThat(known.contains(directory)).isTrue();
    assertThat(known.contains(directory.getParent())).isTrue();
    assertThat(known.contains(Files.createDirectory(folder.resolve("foreign")))).isFalse();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
