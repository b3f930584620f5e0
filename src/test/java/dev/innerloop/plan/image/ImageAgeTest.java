package dev.innerloop.plan.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageAgeTest {

  private static final Instant BUILT = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path app;
  @TempDir private Path library;

  @Test
  void withoutAnImageAllIsNewer() throws IOException {
    write(app.resolve("target/classes/App.class"), BUILT);
    assertThat(isOlder()).isTrue();
  }

  @Test
  void anImageThatIsAsNewAsAllOutputIsNotOlder() throws IOException {
    write(app.resolve("target/classes/App.class"), BUILT);
    write(library.resolve("target/classes/shop/Item.class"), BUILT.minusSeconds(9));
    write(app.resolve("target/dev/image.json"), BUILT);
    assertThat(isOlder()).isFalse();
  }

  @Test
  void aNewerClassOfAnyModuleMakesItOlder() throws IOException {
    write(app.resolve("target/classes/App.class"), BUILT);
    write(app.resolve("target/dev/image.json"), BUILT);
    write(library.resolve("target/classes/shop/Item.class"), BUILT.plusMillis(10));
    assertThat(isOlder()).isTrue();
  }

  @Test
  void theOldestImageCounts() throws IOException {
    write(app.resolve("target/classes/App.class"), BUILT);
    write(app.resolve("target/dev/image.json"), BUILT.plusSeconds(9));
    write(library.resolve("target/dev/image.json"), BUILT.minusSeconds(9));
    assertThat(isOlder()).isTrue();
  }

  private boolean isOlder() {
    return ImageAge.isOlderThan(
        Map.of(app, app.resolve("target/classes"), library, library.resolve("target/classes")));
  }

  private static void write(Path file, Instant time) throws IOException {
    Files.createDirectories(file.getParent());
    Files.setLastModifiedTime(Files.writeString(file, "x"), FileTime.from(time));
  }
}
