package dev.innerloop.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCopiesTest {

  private final ResourceCopies copies = new ResourceCopies(new NoBuild());

  @TempDir Path folder;

  private SampleModule module;

  @BeforeEach
  void create() throws IOException {
    module = new SampleModule(folder, "shop");
  }

  @Test
  void theCopyOfADeletedResourceIsDeleted() throws IOException {
    SampleModule.write(module.output().resolve("old/page.html"), "old");
    SampleModule.write(module.output().resolve("other.txt"), "of a plugin");

    copies.prepare(module.module(), Set.of("old/page.html"), Set.of());

    assertThat(module.output().resolve("old")).doesNotExist();
    assertThat(module.output().resolve("other.txt")).exists();
    assertThat(copies.takeDeleted(module.module())).containsExactly("old/page.html");
    assertThat(copies.takeDeleted(module.module())).isEmpty();
  }

  /** As if they had been replaced while Maven started: the session has never seen the former. */
  @Test
  void aCopyOfAnUnknownResourceIsDeletedWhereAnotherOneNeedsItsPlace() throws IOException {
    SampleModule.write(module.output().resolve("file"), "a file");
    SampleModule.write(module.output().resolve("directory/part.txt"), "in a directory");
    SampleModule.write(module.resources().resolve("file/part.txt"), "in a directory");
    SampleModule.write(module.resources().resolve("directory"), "a file");

    Set<String> present = copies.prepare(module.module(), Set.of(), Set.of());

    assertThat(present).containsExactly("directory", "file/part.txt");
    assertThat(module.output().resolve("file")).doesNotExist();
    assertThat(module.output().resolve("directory")).doesNotExist();
    assertThat(copies.takeDeleted(module.module())).containsExactly("directory/part.txt", "file");
  }
}
