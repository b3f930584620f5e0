package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenDirectoryTest {

  @TempDir Path root;

  @Test
  void tellsWhatMavenHasReadOtherwise() throws Exception {
    Path configuration = SampleModule.write(root.resolve(".mvn/maven.config"), "-Dlevel=1");
    MavenDirectory directory = new MavenDirectory(root);
    assertThat(directory.files()).contains(configuration, root.resolve(".mvn/extensions.xml"));
    assertThat(directory.changed()).isEmpty();

    SampleModule.write(configuration, "-Dlevel=2");
    assertThat(directory.changed()).contains(".mvn/maven.config");
    SampleModule.write(configuration, "-Dlevel=1");
    assertThat(directory.changed()).as("as it was").isEmpty();

    Path extensions = SampleModule.write(root.resolve(".mvn/extensions.xml"), "<extensions/>");
    assertThat(directory.changed()).contains(".mvn/extensions.xml");
    Files.delete(extensions);
    assertThat(directory.changed()).isEmpty();
  }
}
