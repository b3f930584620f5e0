package dev.innerloop.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.wire.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ChangeSetTest {

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatCannotBeWrittenToAFullDiskCanBeGivenUp() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("changes"));
    Files.createSymbolicLink(directory.resolve("removals"), Path.of("/dev/full"));
    ChangeSet.Builder changes = new ChangeSet.Builder(directory);
    changes.remove(WorkspacePath.of("classes/A.class"));
    assertThatThrownBy(changes::build).hasMessageContaining("No space left on device");

    changes.close();

    assertThat(directory).doesNotExist();
  }
}
