package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.wire.ContentHash;
import dev.innerloop.wire.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {

  private static final byte[] CONTENT = new byte[60];
  private static final ContentHash HASH = ContentHash.of(CONTENT);

  @TempDir Path folder;
  @TempDir Path elsewhere;

  private Staging staging;

  @BeforeEach
  void open() throws IOException {
    staging = new Staging(folder, 100);
    staging.clear();
  }

  @Test
  void contentThatWasBrokenOffDoesNotCount() throws IOException {
    for (int i = 0; i < 5; i++) {
      Staging.Arrival broken = staging.receive(HASH, CONTENT.length);
      broken.append(new byte[10]);
      broken.close();
    }

    receive();

    assertThat(staging.has(HASH)).isTrue();
  }

  @Test
  void contentOfAFileNeedNotArrive() throws IOException {
    Path file = Files.write(elsewhere.resolve("a.jar"), CONTENT);

    staging.adopt(stored(file, 60));

    assertThat(staging.file(HASH)).hasBinaryContent(CONTENT);
    staging.clear();
    assertThat(file).exists();
  }

  @Test
  void aFileThatWasWrittenToIsNotTaken() throws IOException {
    Path file = Files.write(elsewhere.resolve("a.jar"), CONTENT);

    assertThatThrownBy(() -> staging.adopt(stored(file, 59)))
        .hasMessage(file.toRealPath() + " has changed");

    assertThat(staging.has(HASH)).isFalse();
  }

  private static StoredContent stored(Path file, long size) throws IOException {
    return new StoredContent(
        HASH, file.toString(), size, Files.getLastModifiedTime(file).toMillis());
  }

  @Test
  void theSameContentCountsOnce() throws IOException {
    Staging larger = new Staging(folder, 120);
    receive(larger);
    receive(larger);

    larger.receive(ContentHash.of(new byte[1]), 60).close();

    assertThat(larger.has(HASH)).isTrue();
  }

  @Test
  void contentWithAnotherHashIsRefusedAndDoesNotCount() throws IOException {
    Staging.Arrival wrong = staging.receive(ContentHash.of(new byte[1]), CONTENT.length);
    wrong.append(CONTENT);
    assertThatThrownBy(wrong::finish)
        .hasMessage("content does not have the hash that was announced");
    wrong.close();

    receive();

    assertThat(staging.has(HASH)).isTrue();
  }

  @Test
  void moreThanAllowedAtOnceIsRefused() throws IOException {
    receive();

    assertThatThrownBy(() -> staging.receive(ContentHash.of(new byte[41]), 41))
        .hasMessage("more than 100 bytes at once are not allowed");
  }

  private void receive() throws IOException {
    receive(staging);
  }

  private static void receive(Staging into) throws IOException {
    try (Staging.Arrival arrival = into.receive(HASH, CONTENT.length)) {
      arrival.append(CONTENT);
      arrival.finish();
    }
  }
}
