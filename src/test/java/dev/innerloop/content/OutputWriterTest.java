package dev.innerloop.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputWriterTest {

  @TempDir Path target;

  private final KnownFiles known = new KnownFiles();

  @Test
  void writesCopiesAndDeletesWhatIsKnownFromThenOn() throws IOException {
    Path output = target.resolve("classes");
    Path source = Files.writeString(target.resolve("page.html"), "<p>");
    try (OutputWriter writer = new OutputWriter(output, known)) {
      WrittenFile written = writer.write("com/example/A.class", new byte[] {1, 2});
      writer.copy("static/page.html", source);

      assertThat(written.stamp()).isEqualTo(FileStamp.of(output.resolve("com/example/A.class")));
      assertThat(output.resolve("com/example/A.class")).hasBinaryContent(new byte[] {1, 2});
      assertThat(output.resolve("static/page.html")).hasContent("<p>");
      assertThat(List.of("com", "com/example", "com/example/A.class", "static/page.html"))
          .allMatch(path -> known.contains(output.resolve(path)));

      writer.delete("static/page.html");
      assertThat(output.resolve("static/page.html")).doesNotExist();
      assertThat(known.contains(output.resolve("static/page.html"))).isTrue();
    }
    try (Stream<Path> left = Files.list(target)) {
      assertThat(left).containsExactlyInAnyOrder(output, source);
    }
  }

  @Test
  void aFileAppearsOnceAndWholeInsteadOfGrowing() throws Exception {
    Path output = Files.createDirectory(target.resolve("classes"));
    Files.writeString(output.resolve("page.html"), "old");
    Path source = Files.write(target.resolve("large"), new byte[1 << 20]);
    try (WatchService events = FileSystems.getDefault().newWatchService();
        OutputWriter writer = new OutputWriter(output, known)) {
      output.register(
          events,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);

      writer.copy("page.html", source);

      WatchKey key = events.poll(20, TimeUnit.SECONDS);
      assertThat(key.pollEvents())
          .extracting(WatchEvent::kind, WatchEvent::count)
          .containsExactly(tuple(StandardWatchEventKinds.ENTRY_CREATE, 1));
    }
    assertThat(output.resolve("page.html")).hasSize(1 << 20);
  }

  @Test
  void aFileThatAnotherProgramWritesAfterwardsIsUnknown() throws IOException {
    Path file = target.resolve("classes/A.class");
    try (OutputWriter writer = new OutputWriter(target.resolve("classes"), known)) {
      writer.write("A.class", new byte[] {1});
    }

    Files.writeString(file, "of another program");

    assertThat(known.contains(file)).isFalse();
  }
}
