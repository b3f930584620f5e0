package dev.innerloop.project.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.innerloop.content.SampleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceSelectionTest {

  @TempDir Path folder;

  private final Resource resource = new Resource();

  @Test
  void copiesAreBelowTheTargetPath() throws IOException {
    resource.setDirectory(folder.resolve("pages").toString());
    resource.setTargetPath("META-INF/pages");
    SampleModule.write(folder.resolve("pages/cart.html"), "<p>");

    assertThat(selection().copies()).containsExactly("META-INF/pages/cart.html");
    assertThat(selection().copyOf(folder.resolve("pages/gone/order.html")))
        .as("of a resource that was deleted")
        .hasValue("META-INF/pages/gone/order.html");
  }

  @Test
  void aDirectoryOutsideOfTheModuleHasOnePath() throws IOException {
    resource.setDirectory(folder.resolve("shop/../shared").toString());
    Path file = SampleModule.write(folder.resolve("shared/cart.html"), "<p>");

    assertThat(selection().root()).isEqualTo(folder.resolve("shared"));
    assertThat(selection().contains(file)).isTrue();
    assertThat(selection().copies()).containsExactly("cart.html");
  }

  @Test
  void excludedFilesHaveNoCopies() throws IOException {
    resource.setDirectory(folder.resolve("pages").toString());
    resource.addInclude("**/*.html");
    resource.addExclude("drafts/");
    SampleModule.write(folder.resolve("pages/cart.html"), "<p>");
    SampleModule.write(folder.resolve("pages/drafts/cart.html"), "<p>");
    SampleModule.write(folder.resolve("pages/cart.html~"), "<p>");
    SampleModule.write(folder.resolve("pages/.git/cart.html"), "<p>");

    assertThat(selection().copies()).containsExactly("cart.html");
  }

  @Test
  void filesBehindLinksHaveCopiesAndLoopsEnd() throws IOException {
    resource.setDirectory(folder.resolve("pages").toString());
    SampleModule.write(folder.resolve("shared/cart.html"), "<p>");
    Files.createDirectories(folder.resolve("pages"));
    Files.createSymbolicLink(folder.resolve("pages/shared"), folder.resolve("shared"));
    Files.createSymbolicLink(folder.resolve("pages/self"), folder.resolve("pages"));

    assertThat(selection().copies()).containsExactly("shared/cart.html");
  }

  private ResourceSelection selection() {
    return new ResourceSelection(resource, folder.resolve("target/classes"));
  }
}
