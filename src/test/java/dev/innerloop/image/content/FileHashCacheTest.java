package dev.innerloop.image.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.wire.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no st_ctime: files are read each time")
class FileHashCacheTest {

  private static final int LARGE = 100_000;

  /** When the files of a test are no longer new. */
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

  private static final ContentHash WRONG = ContentHash.of(new byte[0]);

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void write() throws IOException {
    jar = Files.writeString(folder.resolve("a b.jar"), "a".repeat(LARGE));
  }

  @Test
  void takesTheHashThatIsKnownOfAFileThatNobodyWroteSince() throws IOException {
    remember();
    Files.writeString(file(), Files.readString(file()).replace(content().hex(), WRONG.hex()));

    assertThat(hash()).as("the file is not read").isEqualTo(WRONG);
  }

  @Test
  void readsAFileOfTheSameSizeAndTimeThatWasWrittenInPlace() throws IOException {
    remember();
    FileTime before = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "b".repeat(LARGE));
    Files.setLastModifiedTime(jar, before);

    assertThat(hash()).isEqualTo(content());
  }

  @Test
  void readsAFileOfTheSameSizeAndTimeThatAnotherOneReplaced() throws IOException {
    remember();
    Path other = Files.writeString(folder.resolve("other"), "b".repeat(LARGE));
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(jar));
    Files.move(other, jar, StandardCopyOption.REPLACE_EXISTING);

    assertThat(hash()).isEqualTo(content());
  }

  @Test
  void keepsNothingOfAFileThatMayBeWrittenAgainWithinTheSameTick() throws IOException {
    FileHashCache hashes = FileHashCache.in(file());
    hashes.of(new ImageLayer.Source.File(jar));
    hashes.save();

    assertThat(file()).doesNotExist();
  }

  @Test
  void forgetsWhatIsNoLongerAskedFor() throws IOException {
    remember();
    FileHashCache.in(file()).save();

    assertThat(file()).isEmptyFile();
  }

  @Test
  void readsAgainIfWhatItKeptIsBroken() throws IOException {
    Files.writeString(file(), "no such line\n\t\nabc\t" + jar + "\n");

    assertThat(hash()).isEqualTo(content());
  }

  private void remember() throws IOException {
    FileHashCache hashes = FileHashCache.in(file(), LATER);
    hashes.of(new ImageLayer.Source.File(jar));
    hashes.save();
    assertThat(file()).content().contains(content().hex());
  }

  private ContentHash hash() throws IOException {
    return FileHashCache.in(file(), LATER).of(new ImageLayer.Source.File(jar));
  }

  private ContentHash content() throws IOException {
    return ContentHash.of(Files.readAllBytes(jar));
  }

  private Path file() {
    return folder.resolve("hashes");
  }
}
